// Small drawings of the steps on a git host: a window, and the button to press in it.
import { h } from "./dom.js";

const NS = "http://www.w3.org/2000/svg";

export function inPictures({ t, submit }, buttons) {
  const figures = buttons.map((name, at) =>
    h("li", {}, h("figure", {}, drawing(name, at), h("figcaption", {}, `${at + 1}. `, submit.host.name, ": ", h("b", {}, name)))));
  return h("details", { class: "form-more form-drawings" }, h("summary", {}, h("span", { class: "form-choice-label" }, t("in_pictures"))), h("ol", {}, figures));
}

function drawing(label, number) {
  const svg = make("svg", { viewBox: "0 0 240 140", class: "form-drawing", "aria-hidden": "true", focusable: "false" });
  svg.append(
    make("rect", { x: 1, y: 1, width: 238, height: 138, rx: 10, class: "window" }),
    make("path", { d: "M1 26H239", class: "line" }),
    ...[14, 26, 38].map((cx) => make("circle", { cx, cy: 14, r: 3.5, class: "dot" })),
    ...[42, 58, 74].map((y, at) => make("path", { d: `M18 ${y}h${[150, 190, 110 + number * 20][at]}`, class: "text-line" })),
    make("rect", { x: 80, y: 94, width: 144, height: 30, rx: 6, class: "press" }),
  );
  const words = make("text", { x: 152, y: 113, "text-anchor": "middle", class: "label" });
  words.textContent = label;
  svg.append(words);
  return svg;
}

function make(tag, attributes) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
