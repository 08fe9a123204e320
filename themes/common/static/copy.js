// Shows the buttons that copy a text, and says when it is copied. A button has the text, its later label and what to do otherwise.
const buttons = document.querySelectorAll("[data-eb-copy]");
const status = document.createElement("p");
status.className = "unseen";
status.setAttribute("role", "status");
document.body.append(status);

// Where a page may not write to the clipboard, such as on a site without https, a selection can still be copied.
function copySelected(text, button) {
  const area = document.createElement("textarea");
  area.className = "unseen";
  area.value = text;
  button.after(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  button.focus();
  return copied;
}

async function copy(button) {
  const { ebCopy: text, ebCopied: done, ebByHand: otherwise } = button.dataset;
  let copied = false;
  try {
    await navigator.clipboard.writeText(text);
    copied = true;
  } catch {
    copied = copySelected(text, button);
  }
  button.classList.toggle("copied", copied);
  button.querySelector("span").textContent = copied ? done : otherwise;
  // The same words again would not be read out.
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = copied ? done : otherwise; });
}

buttons.forEach((button) => {
  button.addEventListener("click", () => copy(button));
  button.hidden = false;
});
