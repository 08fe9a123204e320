// Simplifies the XML of a Word document (ECMA-376) until mammoth reads all of it: tracked changes are accepted, text boxes
// come below the paragraph beside them, formulas are marks that become TeX later.
import { DocxError } from "./docx-zip.js";
import { tex } from "./docx-formulas.js";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const WRAPPERS = new Set("ins moveTo smartTag customXml dir bdo".split(" "));
const KNOWN = ["txbxContent", "blip", "chart", "relIds", "oMath", "t"];
const PROPERTIES = /Pr$/;
const SPECIAL = /[\ue000-\uf8ff]/g;

const all = (root, name) => [...root.getElementsByTagNameNS("*", name)];
const child = (element, name) => [...(element?.children ?? [])].find((inner) => inner.localName === name);
const isWord = (element) => element.namespaceURI === W || element.namespaceURI === STRICT;
const words = (root, name) => all(root, name).filter(isWord);
const value = (element, name = "val") => [...(element?.attributes ?? [])].find((one) => one.localName === name)?.value ?? "";
const isOn = (element) => Boolean(element) && !["0", "false", "off"].includes(value(element));
const unwrap = (element) => element.replaceWith(...element.childNodes);

/** Simplifies the parts in place. Returns the words that must be in the story, formulas in TeX, and what was left out. */
export function simplified(parts) {
  const state = { parts, words: [], formulas: [], counts: {}, texts: {} };
  for (const name of [...parts.keys()]) {
    if (/^word\/(?:document[0-9]*|footnotes|endnotes)\.xml$/i.test(name)) {
      const tree = parsed(parts.get(name));
      simplify(tree, name, state);
      parts.set(name, new XMLSerializer().serializeToString(tree));
    }
  }
  const comments = parts.get("word/comments.xml");
  if (comments) count(state, "comments", words(parsed(comments), "comment").length);
  margins(state);
  return { words: state.words.join("\n"), formulas: state.formulas, counts: state.counts, texts: state.texts };
}

function parsed(xml) {
  const tree = new DOMParser().parseFromString(xml, "application/xml");
  if (tree.getElementsByTagName("parsererror").length) throw new DocxError("damaged");
  return tree;
}

function count(state, code, number = 1) {
  if (number) state.counts[code] = (state.counts[code] ?? 0) + number;
}

function simplify(tree, name, state) {
  if (words(tree, "altChunk").length) throw new DocxError("damaged");
  for (const one of all(tree, "AlternateContent").reverse()) {
    const choices = [...one.children].filter(({ localName }) => localName === "Choice");
    const best = choices.find((choice) => KNOWN.some((known) => all(choice, known).length)) ?? child(one, "Fallback");
    one.replaceWith(...(best?.childNodes ?? []));
  }
  changes(tree, state);
  const [body, ...bodies] = words(tree, "body");
  for (const other of bodies) {
    body.append(...other.childNodes);
    other.remove();
  }
  for (const ruby of words(tree, "ruby")) readings(ruby);
  for (const wrapper of words(tree, "r").length ? [...WRAPPERS].flatMap((wrapper) => words(tree, wrapper)) : []) {
    if (!PROPERTIES.test(wrapper.parentElement?.localName ?? "")) unwrap(wrapper);
  }
  fields(tree);
  for (const gallery of words(tree, "docPartGallery")) {
    if (/table of contents/i.test(value(gallery))) gallery.closest("sdt")?.remove();
  }
  for (const paragraph of words(tree, "p")) {
    if (/^TOC\s?\d/i.test(value(child(child(paragraph, "pPr"), "pStyle")))) paragraph.remove();
  }
  for (const formula of [...all(tree, "oMathPara"), ...all(tree, "oMath")]) if (formula.isConnected) replaceFormula(formula, state);
  for (const drawing of ["drawing", "pict", "object"].flatMap((kind) => words(tree, kind))) if (drawing.isConnected) draw(drawing, name, state);
  characters(tree, state);
  initials(tree);
  state.words.push(text(tree, name, state));
}

/** Accepts the tracked changes, and takes hidden text out. */
function changes(tree, state) {
  for (const kind of ["del", "moveFrom"]) {
    for (const element of words(tree, kind)) {
      const above = element.parentElement?.localName ?? "";
      if (above === "trPr") {
        element.parentElement.parentElement.remove();
        count(state, "deletions");
      } else if (above === "rPr") count(state, "deletions");
      else if (element.isConnected) {
        if (["delText", "t", "drawing"].some((inner) => all(element, inner).length)) count(state, "deletions");
        element.remove();
      }
    }
  }
  for (const run of words(tree, "r")) {
    if (!isOn(child(child(run, "rPr"), "vanish")) || all(run, "fldChar").length) continue;
    if (all(run, "t").length) count(state, "hidden");
    run.remove();
  }
}

/** Puts how a word is said behind it, in parentheses. */
function readings(ruby) {
  const tree = ruby.ownerDocument;
  const run = ruby.closest("r");
  const [open, close] = ["(", ")"].map((sign) => child(plain(tree, ruby.namespaceURI, sign), "r"));
  const [base, above] = ["rubyBase", "rt"].map((kind) => child(ruby, kind)?.childNodes ?? []);
  run?.after(...base, open, ...above, close);
  ruby.remove();
}

/** Brings links that are fields into the one form that mammoth reads. */
function fields(tree) {
  for (const simple of words(tree, "fldSimple")) {
    const run = (inner) => {
      const made = tree.createElementNS(simple.namespaceURI, "w:r");
      made.append(inner);
      return made;
    };
    const mark = (kind) => {
      const made = tree.createElementNS(simple.namespaceURI, "w:fldChar");
      made.setAttributeNS(simple.namespaceURI, "w:fldCharType", kind);
      return run(made);
    };
    const code = tree.createElementNS(simple.namespaceURI, "w:instrText");
    code.textContent = value(simple, "instr");
    simple.replaceWith(mark("begin"), run(code), mark("separate"), ...simple.childNodes, mark("end"));
  }
  const open = [];
  for (const element of [...tree.getElementsByTagNameNS("*", "*")]) {
    if (element.localName === "fldChar") {
      const kind = value(element, "fldCharType");
      if (kind === "begin") open.push([]);
      else if (open.length) {
        link(open.at(-1));
        if (kind === "end") open.pop();
        else open.at(-1).length = 0;
      }
    } else if (element.localName === "instrText" && open.length) open.at(-1).push(element);
  }
}

function link(codes) {
  const whole = codes.map(({ textContent }) => textContent).join("");
  const found = /^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]\S*))?/i.exec(whole);
  if (!found) return;
  const address = found[1] ?? found[2];
  const anchor = /\\l\s+"([^"]*)"/i.exec(whole)?.[1];
  codes.forEach((code, at) => (code.textContent = at ? "" : address ? ` HYPERLINK "${address}${anchor ? `#${anchor}` : ""}" ` : ""));
}

function replaceFormula(formula, state) {
  const run = formula.ownerDocument.createElementNS(W, "w:r");
  const text = formula.ownerDocument.createElementNS(W, "w:t");
  const found = tex(formula);
  text.textContent = String.fromCharCode(0xe000 + state.formulas.length);
  state.formulas.push(formula.localName === "oMathPara" ? `\n\n$$\n${found}\n$$\n\n` : `$${found}$`);
  run.append(text);
  formula.replaceWith(...(found && state.formulas.length < 6_400 ? [run] : []));
}

/** Leaves the pictures of a drawing; its texts come below the paragraph. */
function draw(drawing, part, state) {
  const tree = drawing.ownerDocument;
  const paragraph = drawing.closest("p");
  const below = [];
  for (const box of words(drawing, "txbxContent")) {
    if (!box.isConnected || box.parentElement?.closest("txbxContent") && drawing.contains(box.parentElement.closest("txbxContent"))) continue;
    below.push(...box.children);
    count(state, "boxes");
  }
  for (const reference of [...all(drawing, "chart"), ...all(drawing, "relIds")]) {
    const target = related(part, value(reference, reference.localName === "chart" ? "id" : "dm"), state);
    if (!target) continue;
    count(state, "charts");
    for (const line of lines(parsed(target))) below.push(plain(tree, drawing.namespaceURI, line));
  }
  for (const letters of all(drawing, "textpath")) if (value(letters, "string")) below.push(plain(tree, drawing.namespaceURI, value(letters, "string")));
  if (paragraph) paragraph.after(...below);
  const pictures = all(drawing, "pic").filter((one) => all(one, "blip").length);
  const inline = [...all(drawing, "inline"), ...all(drawing, "anchor")][0];
  if (!inline || pictures.length < 1) return;
  const direct = child(child(inline, "graphic"), "graphicData");
  if (!direct || (pictures.length === 1 && pictures[0].parentElement === direct)) return;
  const properties = child(inline, "docPr");
  const drawings = pictures.map((one, at) => {
    const copy = drawing.cloneNode(false);
    const frame = inline.cloneNode(false);
    const own = all(one, "cNvPr")[0];
    const said = properties?.cloneNode(false) ?? tree.createElementNS(inline.namespaceURI, "wp:docPr");
    if (own && (at || !value(said, "descr"))) said.setAttribute("descr", value(own, "descr"));
    const graphic = child(inline, "graphic").cloneNode(false);
    const data = direct.cloneNode(false);
    data.append(one);
    graphic.append(data);
    frame.append(said, graphic);
    copy.append(frame);
    return copy;
  });
  drawing.replaceWith(...drawings);
}

/** The XML of a part that another one names by the id of a relation. */
function related(part, id, state) {
  const [, folder, name] = /^(.*\/)([^/]*)$/.exec(part) ?? [];
  const relations = state.parts.get(`${folder}_rels/${name}.rels`);
  const found = relations && [...parsed(relations).documentElement.children].find((one) => one.getAttribute("Id") === id);
  if (!found || found.getAttribute("TargetMode") === "External") return "";
  const target = found.getAttribute("Target");
  return state.parts.get(target.startsWith("/") ? target.slice(1) : `${folder}${target}`) ?? "";
}

/** The texts of a chart or a diagram. */
function lines(tree) {
  const paragraphs = all(tree, "p").map((one) => all(one, "t").map(({ textContent }) => textContent).join(""));
  const cached = ["strCache", "multiLvlStrCache", "numCache"].flatMap((cache) => all(tree, cache)).map((cache) => all(cache, "v").map(({ textContent }) => textContent).join(", "));
  return [...new Set([...paragraphs, ...cached])].filter((line) => line.trim());
}

function plain(tree, space, line) {
  const [paragraph, run, text] = ["w:p", "w:r", "w:t"].map((kind) => tree.createElementNS(space, kind));
  text.textContent = line;
  run.append(text);
  paragraph.append(run);
  return paragraph;
}

/** Line ends, tabulators and symbols that mammoth does not know. */
function characters(tree, state) {
  const renamed = (element, name) => element.replaceWith(tree.createElementNS(element.namespaceURI, name));
  for (const one of words(tree, "br")) if (value(one, "type")) renamed(one, "w:br");
  for (const one of words(tree, "cr")) renamed(one, "w:br");
  for (const one of words(tree, "ptab")) renamed(one, "w:tab");
  for (const one of words(tree, "softHyphen")) one.remove();
  for (const one of words(tree, "t")) {
    if (!SPECIAL.test(one.textContent)) continue;
    SPECIAL.lastIndex = 0;
    const isFormula = one.textContent.length === 1 && state.formulas[one.textContent.charCodeAt(0) - 0xe000] !== undefined;
    if (!isFormula) one.textContent = one.textContent.replace(SPECIAL, " ");
  }
}

/** Puts a large first letter, which is a paragraph of its own, before its word. */
function initials(tree) {
  for (const frame of words(tree, "framePr")) {
    if (!["drop", "margin"].includes(value(frame, "dropCap"))) continue;
    const paragraph = frame.closest("p");
    const next = paragraph?.nextElementSibling;
    if (next?.localName !== "p") continue;
    const first = child(next, "pPr");
    const runs = [...paragraph.children].filter(({ localName }) => localName !== "pPr");
    if (first) first.after(...runs);
    else next.prepend(...runs);
    paragraph.remove();
  }
}

/** The words that must be in the story; notes count where the text refers to them. */
function text(tree, part, state) {
  const kind = /(foot|end)note/i.exec(part)?.[0].toLowerCase();
  if (!kind) state.references = new Set([...words(tree, "footnoteReference"), ...words(tree, "endnoteReference")].map((one) => `${one.localName}${value(one, "id")}`));
  const found = [];
  const walk = (element) => {
    if (kind && element.localName === kind && !state.references?.has(`${kind}Reference${value(element, "id")}`)) return;
    for (const inner of element.children) {
      if (!isWord(inner)) walk(inner);
      else if (inner.localName === "t") found.push(inner.textContent);
      else if (["p", "tab", "br", "tc"].includes(inner.localName)) {
        walk(inner);
        // A paragraph whose end was deleted goes on in the next one.
        if (inner.localName !== "p" || !child(child(child(inner, "pPr"), "rPr"), "del")) found.push(" ");
      } else if (inner.localName === "noBreakHyphen") found.push("-");
      else if (!PROPERTIES.test(inner.localName)) walk(inner);
    }
  };
  walk(tree.documentElement);
  return found.join("").replace(SPECIAL, " ");
}

/** Headers and footers, which stay out, with their words. */
function margins(state) {
  const found = new Set();
  for (const [name, xml] of state.parts) {
    if (!/^word\/(?:header|footer)[0-9]*\.xml$/i.test(name)) continue;
    const line = words(parsed(xml), "p").map((one) => words(one, "t").map(({ textContent }) => textContent).join("")).join(" ").replace(/\s+/g, " ").trim();
    if (line) found.add(line);
  }
  if (found.size) state.texts.margins = [...found].join(" · ");
  count(state, "margins", found.size);
}

