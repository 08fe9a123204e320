// A story as readers will see it, near enough: headings, lists, tables, pictures. Elements are built one by one, and texts stay
// texts: nothing of a story is ever read as HTML.

const FENCE = /^(`{3,}|~{3,})\s*([\w+-]*)\s*$/;
const RULE = /^ {0,3}([-*_])(?: *\1){2,} *$/;
const HEADING = /^ {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$/;
const ITEM = /^( {0,3})([-+*]|\d{1,9}[.)])(?:( {1,4})(?=\S)|\s*$)/;
const DIVIDER = /^ {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$|^ {0,3}\|? *:?-+:? *\|$/;
const NOTE = /^ {0,3}\[\^([^\]\s]+)\]:\s*(.*)$/;

let urls = new WeakMap();

/** An address for a picture that the writer chose; one for each, however often the preview is made. */
function urlOf(blob) {
  if (!urls.has(blob)) urls.set(blob, URL.createObjectURL(blob));
  return urls.get(blob);
}

/** Markdown as elements of this page; `pictures` are those of the story: `[{name, blob, alt}]`. */
export function preview(markdown, pictures = []) {
  const state = { pictures: new Map(pictures.map((picture) => [picture.name, picture])), notes: new Map(), used: [] };
  const text = String(markdown ?? "").replace(/\r\n?/g, "\n").replace(/\t/g, "    ");
  const fragment = document.createDocumentFragment();
  fragment.append(...blocks(takeNotes(text.split("\n"), state), state));
  if (state.used.length) fragment.append(notes(state));
  return fragment;
}

function make(tag, children = [], attributes = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The lines without footnotes, which are kept for the end. */
function takeNotes(lines, state) {
  const kept = [];
  let name = "";
  for (const line of lines) {
    const found = NOTE.exec(line);
    if (found) {
      name = found[1];
      state.notes.set(name, [found[2]]);
    } else if (name && /^ {2,}\S/.test(line)) state.notes.get(name).push(line.trim());
    else {
      name = "";
      kept.push(line);
    }
  }
  return kept;
}

function notes(state) {
  const items = [];
  // A note may name another one, which comes after it.
  for (let at = 0; at < state.used.length && at < 200; at++) {
    items.push(make("li", inline(state.notes.get(state.used[at]).join(" "), state)));
  }
  return make("div", [make("hr"), make("ol", items)], { class: "footnote" });
}

/** The elements of some lines. */
function blocks(lines, state, depth = 0) {
  const found = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    const next = depth < 20 && block(lines, at, state, depth);
    if (!line.trim()) at++;
    else if (next) {
      found.push(next.element);
      at = next.end;
    } else {
      const start = at++;
      while (at < lines.length && lines[at].trim() && !startsBlock(lines, at)) at++;
      found.push(paragraph(lines.slice(start, at), state));
    }
  }
  return found;
}

const startsBlock = (lines, at) =>
  FENCE.test(lines[at].trim()) || RULE.test(lines[at]) || HEADING.test(lines[at]) || /^ {0,3}>/.test(lines[at]) ||
  /^ {0,3}(?:[-+*]|1[.)]) +\S/.test(lines[at]);

function paragraph(lines, state) {
  const children = inline(lines.map((line) => line.trimStart()).join("\n").trimEnd(), state);
  const [picture] = children;
  const isFigure = children.length === 1 && picture.tagName === "IMG" && picture.title;
  return isFigure ? make("figure", [picture, make("figcaption", [picture.title])]) : make("p", children);
}

/** The block that starts at a line, and where it ends; nothing for a paragraph. */
function block(lines, at, state, depth) {
  const line = lines[at];
  const fence = FENCE.exec(line.trim());
  if (fence) {
    let end = at + 1;
    while (end < lines.length && !(lines[end].trim().startsWith(fence[1]) && !lines[end].trim().replaceAll(fence[1][0], ""))) end++;
    return { element: make("pre", [make("code", [lines.slice(at + 1, end).join("\n")])]), end: end + 1 };
  }
  const heading = HEADING.exec(line);
  // The title of the story is the only heading above them.
  if (heading) return { element: make(`h${Math.max(2, heading[1].length)}`, inline(heading[2] ?? "", state)), end: at + 1 };
  if (RULE.test(line)) return { element: make("hr"), end: at + 1 };
  if (/^ {0,3}>/.test(line)) {
    let end = at;
    while (end < lines.length && lines[end].trim() && (/^ {0,3}>/.test(lines[end]) || !startsBlock(lines, end))) end++;
    const inner = lines.slice(at, end).map((inside) => inside.replace(/^ {0,3}> ?/, ""));
    return { element: make("blockquote", blocks(inner, state, depth + 1)), end };
  }
  if (ITEM.test(line)) return list(lines, at, state, depth);
  if (line.includes("|") && DIVIDER.test(lines[at + 1] ?? "")) return table(lines, at, state);
  return null;
}

function list(lines, at, state, depth) {
  const kind = (marker) => (/\d/.test(marker) ? "ol" : "ul") + marker.at(-1);
  const first = ITEM.exec(lines[at]);
  const items = [];
  let isLoose = false;
  let end = at;
  while (end < lines.length) {
    const found = ITEM.exec(lines[end]);
    if (!found || kind(found[2]) !== kind(first[2]) || RULE.test(lines[end])) break;
    const width = found[1].length + found[2].length + (found[3]?.length ?? 1);
    const inner = [lines[end].slice(width)];
    end++;
    while (end < lines.length) {
      const indent = lines[end].search(/\S/);
      const isBlank = indent < 0;
      const goesOn = isBlank ? (lines[end + 1] ?? "").search(/\S/) >= width : indent >= width || (lines[end - 1].trim() && !startsBlock(lines, end) && !ITEM.test(lines[end]));
      if (!goesOn) break;
      inner.push(indent >= width ? lines[end].slice(width) : lines[end].trimStart());
      end++;
    }
    items.push(inner);
    if (end < lines.length && !lines[end].trim() && ITEM.test(lines[end + 1] ?? "")) {
      isLoose = kind(ITEM.exec(lines[end + 1])[2]) === kind(first[2]);
      end++;
    }
  }
  const element = make(kind(first[2]).slice(0, 2), items.map((inner) => item(inner, isLoose || inner.includes(""), state, depth)));
  const start = parseInt(first[2], 10);
  if (start > 1) element.setAttribute("start", start);
  return { element, end };
}

function item(lines, isLoose, state, depth) {
  const task = /^\[([ xX])\] /.exec(lines[0]);
  const children = blocks([task ? lines[0].slice(4) : lines[0], ...lines.slice(1)], state, depth + 1);
  const shown = isLoose ? children : children.flatMap((child) => (child.tagName === "P" ? [...child.childNodes] : [child]));
  return make("li", task ? [task[1] === " " ? "☐ " : "☑ ", ...shown] : shown);
}

function table(lines, at, state) {
  const cells = (line) => line.trim().replace(/^\||(?<!\\)\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
  const sides = cells(lines[at + 1]).map((cell) => (/:$/.test(cell) ? (/^:/.test(cell) ? "center" : "right") : ""));
  const head = cells(lines[at]);
  const row = (tag, values) =>
    make("tr", head.map((_, n) => make(tag, inline(values[n] ?? "", state), sides[n] ? { align: sides[n] } : {})));
  let end = at + 2;
  while (end < lines.length && lines[end].trim() && !startsBlock(lines, end)) end++;
  const rows = lines.slice(at + 2, end).map((line) => row("td", cells(line)));
  return { element: make("table", [make("thead", [row("th", head)]), make("tbody", rows)]), end };
}

// Within a line, the first of these that fits at the earliest place wins.
const LINKED = "\\[((?:[^\\[\\]\\\\]|\\\\.|\\[[^\\[\\]]*\\])*)\\]\\(\\s*(<[^<>\\n]*>|(?:[^\\s()\\\\]|\\\\.|\\([^\\s()]*\\))*)(?:\\s+\"([^\"]*)\")?\\s*\\)";
const INLINE = [
  [/\\([!-/:-@[-`{-~])/, (found) => [found[1]]],
  [/\\\n| {2,}\n/, () => [make("br")]],
  [/(`+)(?!`)([^]*?[^`])\1(?!`)/, (found) => [make("code", [found[2].replace(/\n/g, " ").replace(/^ (.+) $/, "$1")])]],
  [new RegExp(`!${LINKED}(?:\\{[^{}\\n]*\\})?`), image],
  [new RegExp(LINKED), (found, state) => [link(found[2], inline(found[1], state))]],
  [/<((?:https?:\/\/|mailto:)[^<>\s]+|[\w.+-]+@[\w.-]+)>/, (found) => [link(/^[a-z]+:/i.test(found[1]) ? found[1] : `mailto:${found[1]}`, [found[1]])]],
  [/\[\^([^\]\s]+)\]/, reference],
  [/(\*\*\*)(?=\S)([^]*?\S)\1/, (found, state) => [make("strong", [make("em", inline(found[2], state))])]],
  [/(\*\*|__)(?=\S)([^]*?\S)\1(?!\*)/, (found, state) => [make("strong", inline(found[2], state))]],
  [/\*(?=[^\s*])([^]*?[^\s*])\*(?!\*)|(?<![\p{L}\p{N}_])_(?=[^\s_])([^]*?[^\s_])_(?![\p{L}\p{N}_])/u, (found, state) => [make("em", inline(found[1] ?? found[2], state))]],
  [/~~(?=\S)([^~]*\S)~~/, (found, state) => [make("del", inline(found[1], state))]],
  [/(?<=[\p{L}\p{N})\]])~([^\s~]{1,30})~/u, (found) => [make("sub", [found[1]])]],
  [/(?<=[\p{L}\p{N})\]])\^([^\s^]{1,30})\^/u, (found) => [make("sup", [found[1]])]],
  [/==(?=[^\s=])([^=\n]*[^\s=])==/, (found, state) => [make("mark", inline(found[1], state))]],
  [/&(?:amp|lt|gt|quot|nbsp);/, (found) => [{ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": "\u00a0" }[found[0]]]],
];

/** The elements and texts of a line. */
function inline(text, state, depth = 0) {
  const found = [];
  const inner = { ...state, depth: (state.depth ?? 0) + 1 };
  // What fits is looked for again only where an earlier find has passed it.
  const next = INLINE.map(([pattern]) => ({ pattern, at: -1, match: null }));
  let at = 0;
  while (inner.depth < 12) {
    let best = -1;
    next.forEach((one, n) => {
      if (one.at < at) {
        one.match = search(one.pattern, text, at);
        one.at = one.match ? one.match.index : Infinity;
      }
      if (one.at < (best < 0 ? Infinity : next[best].at)) best = n;
    });
    if (best < 0) break;
    const { match } = next[best];
    if (match.index > at) found.push(text.slice(at, match.index));
    found.push(...INLINE[best][1](match, inner));
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push(text.slice(at));
  return found;
}

function search(pattern, text, at) {
  const again = new RegExp(pattern.source, `g${pattern.flags.replace("g", "")}`);
  again.lastIndex = at;
  return again.exec(text);
}

const plain = (target) => target.replace(/^<|>$/g, "").replace(/\\([!-/:-@[-`{-~])/g, "$1");

/** A link to a page; any other address is shown as words. */
function link(target, children) {
  const address = plain(target);
  if (!/^(?:https?:|mailto:)/i.test(address)) return make("a", children, { "data-target": address });
  return make("a", children, { href: address, target: "_blank", rel: "noopener noreferrer" });
}

function image([, words, target, title], state) {
  const picture = state.pictures.get(decoded(plain(target)));
  const alt = words.replace(/\\(.)/g, "$1");
  if (!picture?.blob) return [make("span", [`[${alt || plain(target)}]`], { class: "missing-picture" })];
  return [make("img", [], { src: urlOf(picture.blob), alt: alt || picture.alt || "", ...(title ? { title } : {}) })];
}

function decoded(target) {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

function reference([all, name], state) {
  if (!state.notes.has(name)) return [all];
  if (!state.used.includes(name)) state.used.push(name);
  return [make("sup", [String(state.used.indexOf(name) + 1)])];
}
