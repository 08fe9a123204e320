// Elements, built one by one: no text of a writer is ever read as HTML.

/**
 * An element. Attributes that are true are there without a value, those that are false or undefined are not there; `on` holds
 * listeners by event, `data` the attributes of a dataset.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "value" || name === "checked") element[name] = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

let count = 0;
/** An id that nothing else on the page has. */
export const newId = () => `eb-form-${++count}`;

const NS = "http://www.w3.org/2000/svg";
/** A drawing of paths on a square of 24; readers of screens pass it by. */
export function icon(name, size = 20) {
  const svg = document.createElementNS(NS, "svg");
  const attributes = { viewBox: "0 0 24 24", width: size, height: size, class: `form-icon form-icon-${name}`, "aria-hidden": "true", focusable: "false" };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const d of ICONS[name]) {
    const path = document.createElementNS(NS, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

const ICONS = {
  arrow: ["M5 12h14", "M13 6l6 6-6 6"],
  bold: ["M8 5h5a3.5 3.5 0 0 1 0 7H8z", "M8 12h6a3.5 3.5 0 0 1 0 7H8z"],
  check: ["M5 13l4.5 4.5L19 7"],
  heading: ["M6 5v14", "M18 5v14", "M6 12h12"],
  info: ["M12 11v6", "M12 7v.2"],
  link: ["M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7", "M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17"],
  list: ["M9 6h11", "M9 12h11", "M9 18h11", "M4 6h.2", "M4 12h.2", "M4 18h.2"],
  out: ["M14 5h5v5", "M19 5l-9 9", "M17 14v5H5V7h5"],
  picture: ["M4 5h16v14H4z", "M4 16l5-5 4 4 3-3 4 4", "M9 9h.2"],
  warning: ["M12 6v7", "M12 17v.2"],
};

/** Focuses an element that is not a control, such as a heading. */
export function focus(element) {
  if (!element) return;
  if (!element.matches("a[href], button, input, select, textarea, summary")) element.tabIndex = -1;
  element.focus();
}
