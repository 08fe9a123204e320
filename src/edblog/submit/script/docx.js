// A Word document as Markdown, in the browser: the file never leaves the computer. The document is simplified until mammoth
// reads all of it; mammoth makes HTML, and paste.js makes Markdown of that. mammoth is loaded when a document is opened.
import { simplified } from "./docx-simplify.js";
import { unpacked, zipped } from "./docx-zip.js";
import { markdownFromHtml } from "./paste.js";

const MAMMOTH = new URL("./mammoth/mammoth.browser.min.js", import.meta.url);
const INTEGRITY = "sha384-8NWE3bZDrmRI4IePMoQaEoLhAQ1MmRMJkdNgnGiHRFanTqsFKr0TmK6aSZvFJ/PO";
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  ...["Quote", "Intense Quote", "Quotations", "Block Text"].map((name) => `p[style-name='${name}'] => blockquote > p:fresh`),
  ...[7, 8, 9].map((level) => `p[style-name='heading ${level}'] => h6:fresh`),
];
const PICTURES = { "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp" };
const MADE_UP = /[\s.,]*(?:\S+ )?(?:automatically[ -]generated|auto-generated description|AI-generated content may be incorrect|automatisch generiert|generada automáticamente|générée automatiquement)(?: with \S+(?: \S+)? confidence)?[\s.]*$/i;
const FILE_NAME = /^(?:https?:|file:|\S+\.(?:png|jpe?g|gif|bmp|tiff?|webp|emf|wmf)$)/i;
const WORD = /[\p{L}\p{N}]+/gu;

let loading;

/** mammoth, which puts itself into a global variable. */
function library() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = MAMMOTH;
    script.integrity = INTEGRITY;
    script.onload = () => resolve(globalThis.mammoth);
    script.onerror = () => {
      loading = undefined;
      reject(new Error("mammoth could not be loaded"));
    };
    document.head.append(script);
  });
  return loading;
}

/**
 * A Word document (.docx) as a story: `{markdown, pictures: [{name, blob, alt}], notes: [{code, count, text?}], title}`.
 *
 * Raises a DocxError whose `code` is `old`, `locked`, `macros`, `other`, `damaged` or `too-large`. `notes` has what was left
 * out: `comments`, `deletions`, `hidden`, `boxes`, `charts`, `margins` (headers and footers, with their text), `pictures`,
 * `formulas`, and `lost`, with the words of the document that are not in the story.
 */
export async function markdownFromDocx(file) {
  const parts = await unpacked(file);
  const { words, formulas, counts, texts } = simplified(parts);
  const mammoth = await library();
  const pictures = [];
  const convertImage = mammoth.images.imgElement(async (image) => {
    const ending = PICTURES[image.contentType];
    if (!ending) return { src: "" };
    const name = `picture-${pictures.length + 1}.${ending}`;
    pictures.push({ name, blob: new File([await image.readAsArrayBuffer()], name, { type: image.contentType }), alt: "" });
    return { src: name };
  });
  const { value } = await mammoth.convertToHtml(
    { arrayBuffer: zipped(parts) },
    { styleMap: STYLES, includeEmbeddedStyleMap: false, externalFileAccess: false, convertImage },
  );
  const picture = (image) => {
    const found = pictures.find(({ name }) => name === image.getAttribute("src"));
    if (!found) return "";
    found.alt = description(image.alt);
    image.alt = "";
    return found.name;
  };
  const made = markdownFromHtml(value, { picture, takeTitle: true });
  const markdown = made.markdown.replace(/[\ue000-\uf8ff]/g, (mark) => formulas[mark.charCodeAt(0) - 0xe000] ?? "");
  for (const { code, count } of made.notes) counts[code] = (counts[code] ?? 0) + count;
  const notes = Object.entries(counts).filter(([, count]) => count).map(([code, count]) => ({ code, count, ...(texts[code] ? { text: texts[code] } : {}) }));
  const lost = missing(words, `${made.title} ${markdown} ${texts.margins ?? ""}`);
  if (lost.length) notes.push({ code: "lost", count: lost.length, text: lost.slice(0, 50).join(" ") });
  return { markdown, pictures: pictures.filter(({ name }) => markdown.includes(`](${name})`)), notes, title: made.title };
}

/** A description in one line, without the sentence in which a program says that it wrote it, and never the name of a file. */
function description(text) {
  const line = text.replace(/\s+/g, " ").trim();
  return FILE_NAME.test(line) ? "" : line.replace(MADE_UP, "");
}

/** The words that are not there as often as they should be. */
function missing(words, text) {
  const plain = (said) => said.normalize("NFKC").toLowerCase().match(WORD) ?? [];
  const there = new Map();
  // A symbol divides words; marks within a word, such as m^2^, do not.
  const unmarked = text
    .replace(/<br>|\\[!-/:-@[-`{-~]/g, " ")
    .replace(/\[\^\d+\]|\]\([^()\s]*\)|<\/?\w+>|[*~^\\[\]`]/g, "");
  for (const word of plain(unmarked)) there.set(word, (there.get(word) ?? 0) + 1);
  return plain(words.replace(/[\u00ad\u200b\u2060\ufeff]/g, "")).filter((word) => {
    const left = there.get(word) ?? 0;
    there.set(word, left - 1);
    return left < 1;
  });
}
