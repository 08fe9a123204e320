// What Word, Google Docs, Outlook and web pages put on the clipboard, as clean Markdown. The HTML is read, never shown: a
// document of DOMParser runs no script and loads nothing.
import { escaped, escapeText, isWord, oneLine } from "./text.js";

const LEFT_OUT = "script,style,head>*,template,noscript,object,embed,svg,math,form>button,input:not([type=checkbox]),select,textarea,canvas";
const BLOCK = new Set("ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE UL".split(" "));
const BOLD = new Set(["B", "STRONG"]);
const ITALIC = new Set(["I", "EM", "CITE", "DFN", "VAR"]);
const CODE = new Set(["CODE", "KBD", "SAMP", "TT"]);
const STARS = { bold: "**", italic: "*" };
const TAGS = { bold: "<strong>", italic: "<em>" };
const BULLET = /^\s*[•●◦▪■□○‣·∙\uf0b7\uf0a7\u00a7](?:\s+|$)/;
const SHORT = 8;
const FAKE_HEADING = 7;

/**
 * Clean Markdown for the HTML of a clipboard or of a converted document: `{markdown, notes, title}`.
 *
 * `notes` is what was left out, `[{code, count}]`: `pictures`, `comments`, `deletions`, `players`, `formulas`. `title` is the
 * heading that the text starts with, if `takeTitle` is true; it is then not in the Markdown. `picture(image)` gives the name of
 * the file for an `<img>`, or nothing for one to leave out.
 */
export function markdownFromHtml(html, { picture = () => "", takeTitle = false } = {}) {
  // The policy of a page refuses styles and handlers in attributes, and browsers complain of each.
  const harmless = String(html ?? "")
    .replace(/<style[^]*?<\/style\s*>|<base\b[^<>]*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)(?=\s*=)/gi, " data-$1"));
  const page = new DOMParser().parseFromString(harmless, "text/html");
  const state = { picture, counts: {}, notes: new Map(), level: 0 };
  clean(page.body, state);
  footnotes(page.body, state);
  let found = joined(blocks(page.body, {}, state));
  let title = "";
  if (takeTitle && found[0]?.type === "heading" && found[0].level < FAKE_HEADING) {
    title = oneLine(found[0].chars.map(({ text }) => text).join(""));
    found = found.slice(1);
  }
  outline(found);
  const parts = found.map((block) => written(block)).filter(Boolean);
  for (const [name, note] of state.notes) parts.push(`[^${name}]: ${indented(note.map(written).filter(Boolean).join("\n\n"), 4)}`);
  const markdown = parts.join("\n\n").replace(/[ \t]+$/gm, "");
  return { markdown, notes: Object.entries(state.counts).map(([code, count]) => ({ code, count })), title };
}

/** The value of a property in a style attribute; the browser itself would drop those of Word. */
function style(element, property) {
  const found = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`, "i").exec(element.dataset?.style ?? "");
  return found ? found[1].trim().toLowerCase() : "";
}

function count(state, code, elements = 1) {
  if (elements) state.counts[code] = (state.counts[code] ?? 0) + elements;
}

/** Takes out what nobody sees, and what is not part of the text: comments, deletions, players. */
function clean(body, state) {
  const take = (elements, code) => {
    const there = [...elements].filter((element) => body.contains(element) && ![...elements].some((other) => other !== element && other.contains(element)));
    if (code) count(state, code, there.length);
    there.forEach((element) => element.remove());
  };
  const styled = [...body.querySelectorAll("[data-style]")];
  take(body.querySelectorAll("iframe,video,audio"), "players");
  take(body.querySelectorAll("math"), "formulas");
  take(body.querySelectorAll(LEFT_OUT));
  take(styled.filter((element) => style(element, "mso-element") === "comment-list"));
  take(styled.filter((element) => style(element, "mso-element") === "comment"));
  take(body.querySelectorAll("a.msocomanchor,.MsoCommentReference"), "comments");
  const ofDocs = [...body.querySelectorAll("a[id^=cmnt]:not([id^=cmnt_ref])")];
  take(ofDocs.map((note) => note.closest("div[data-style*=border]") ?? note.closest("p") ?? note), "comments");
  take(body.querySelectorAll("a[href^='#cmnt']"));
  take(body.querySelectorAll("img[aria-roledescription=checkbox]"));
  take(body.querySelectorAll("del,.msoDel"), "deletions");
  const hidden = (element) => style(element, "display") === "none" || style(element, "mso-hide") === "all" || style(element, "visibility") === "hidden";
  take(styled.filter(hidden));
  take(body.querySelectorAll("[hidden]"));
}

/** Notes by their numbers. A reference and its note are two links to each other, whatever the program. */
function footnotes(body, state) {
  const places = new Map();
  for (const element of body.querySelectorAll("[id],[name]")) {
    for (const name of [element.id, element.getAttribute("name")]) if (name && !places.has(name)) places.set(name, element);
  }
  const links = [...body.querySelectorAll("a[href]")];
  const target = (link) => {
    const [, hash] = /#(.+)$/.exec(link.getAttribute("href")) ?? [];
    try {
      return hash && places.get(decodeURIComponent(hash));
    } catch {
      return undefined;
    }
  };
  const near = (place, link) => place && (place.contains(link) || link.contains(place) || place.parentElement === link.parentElement);
  for (const link of links) {
    const place = target(link);
    if (!place || !body.contains(link) || !/^\W*\w{1,3}\W*$/.test(link.textContent)) continue;
    const follows = link.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING;
    const back = follows && links.find((other) => other !== link && near(place, other) && near(target(other), link));
    if (!back) continue;
    const note = place.closest("li,[data-style*='mso-element:footnote'],[data-style*='mso-element:endnote']") ?? place.closest("p,div") ?? place;
    if (note.contains(link)) continue;
    const name = String(state.notes.size + 1);
    back.remove();
    if (place !== note && !place.textContent.trim()) place.remove();
    state.notes.set(name, joined(blocks(note, {}, state)));
    note.remove();
    const mark = body.ownerDocument.createElement("span");
    mark.dataset.note = name;
    (link.closest("sup") ?? link).replaceWith(mark);
  }
  // The line above the notes.
  if (state.notes.size) [...body.querySelectorAll("hr")].filter((rule) => !after(rule, body)).forEach((rule) => rule.remove());
}

/** The text that follows an element. */
function after(element, body) {
  const range = body.ownerDocument.createRange();
  range.setStartAfter(element);
  range.setEndAfter(body.lastChild);
  return range.toString().trim();
}

/** The blocks in an element: paragraphs, headings, lists and so on. */
function blocks(element, marks, state) {
  const found = [];
  let chars = [];
  const end = () => {
    found.push(...paragraphs(chars));
    chars = [];
  };
  for (const node of element.childNodes) {
    const made = node.nodeType === Node.ELEMENT_NODE && (BLOCK.has(node.tagName) || node.querySelector?.("p,div,ul,ol,table,h1,h2,h3,h4,h5,h6,pre,blockquote,hr"));
    if (!made) chars.push(...inline(node, marks, state));
    else {
      end();
      found.push(...block(node, marked(node, marks), state));
    }
  }
  end();
  return found;
}

/** The paragraphs of some characters: two line breaks end one. */
function paragraphs(chars) {
  const found = [[]];
  let breaks = 0;
  for (const char of chars) {
    if (char.text === "\n") breaks++;
    else if (char.text !== " ") breaks = 0;
    if (breaks === 2 && char.text === "\n") found.push([]);
    else if (breaks < 2) found.at(-1).push(char);
  }
  return found.filter((part) => part.some(({ text }) => text.trim())).map((part) => ({ type: "paragraph", chars: part }));
}

function block(node, marks, state) {
  const { tagName } = node;
  if (node.classList.contains("MsoTitle")) return heading(node, 0, state);
  if (/^H[1-6]$/.test(tagName)) return heading(node, Number(tagName[1]), state);
  if (node.getAttribute("role") === "heading") return heading(node, Number(node.getAttribute("aria-level")) || 2, state);
  if (tagName === "DL") return [{ type: "terms", parts: [...node.querySelectorAll("dt,dd")].map((part) => ({ isTerm: part.tagName === "DT", blocks: joined(blocks(part, marks, state)) })) }];
  if (tagName === "HR") return [{ type: "rule" }];
  if (tagName === "PRE") return [{ type: "code", text: node.textContent.replace(/^\n|\s+$/g, "") }];
  if (tagName === "BLOCKQUOTE") return [{ type: "quote", blocks: joined(blocks(node, marks, state)) }];
  if (tagName === "TABLE") return table(node, state);
  if (tagName === "UL" || tagName === "OL") {
    return node.querySelector(":scope>li[data-aria-level]") ? levelled(node, marks, state) : [list(node, marks, state)];
  }
  if (tagName === "P" || tagName === "DIV") {
    const item = wordItem(node, marks, state);
    if (item) return [item];
    const bold = boldHeading(node, state);
    if (bold) return bold;
  }
  return blocks(node, marks, state);
}

function heading(node, level, state) {
  // Word's number of a heading, and the spaces of many widths behind it.
  for (const sign of node.querySelectorAll("span[data-style]")) {
    if (style(sign, "mso-list") === "ignore") sign.replaceWith(`${oneLine(sign.textContent)} `);
  }
  // A heading is bold by itself.
  // Within a list or a table it is a bold line.
  const isInside = node.closest("li,td,th,blockquote") !== null;
  const chars = blocks(node, {}, state)
    .flatMap((block) => block.chars ?? [])
    .map((char) => ({ ...char, bold: isInside, text: char.text === "\n" ? " " : char.text }));
  if (!chars.some(({ text }) => text.trim())) return [];
  return [isInside ? { type: "paragraph", chars } : { type: "heading", level, chars }];
}

/** A short paragraph that is all bold was meant as a heading. */
function boldHeading(node, state) {
  if (node.closest("td,th,li,blockquote") || node.querySelector("p,div,table,ul,ol,img,br")) return null;
  const words = oneLine(node.textContent);
  if (!words || words.split(" ").length > SHORT || /[.:!?,;…"”'’)]$/.test(words)) return null;
  const counts = { ...state.counts };
  const chars = inline(node, {}, state);
  if (chars.every(({ text, bold }) => bold || !text.trim())) return [{ type: "heading", level: FAKE_HEADING, chars: chars.map((char) => ({ ...char, bold: false })) }];
  state.counts = counts;
  return null;
}

/** A list item as Word writes it: a paragraph with its bullet or number in a span of its own. */
function wordItem(node, marks, state) {
  const [, level] = /level(\d)/.exec(style(node, "mso-list")) ?? [];
  const sign = [...node.querySelectorAll("span[data-style]")].find((span) => /^ignore$/i.test(style(span, "mso-list")));
  if (!level && !sign && !/MsoListParagraph|MsoListBullet|MsoListNumber/.test(node.className)) return null;
  const typed = sign?.textContent ?? "";
  const chars = (sign?.remove(), inline(node, marks, state));
  const isOrdered = /^\W*(?:\d+|[a-z]|[ivxl]+)[.)]/i.test(typed) || /ListNumber/.test(node.className);
  if (!level && !sign && !/ListBullet|ListNumber/.test(node.className)) return null;
  return { type: "item", level: Number(level ?? 1), isOrdered, start: parseInt(typed.replace(/\D+/, ""), 10) || 1, blocks: [{ type: "paragraph", chars }] };
}

/** Word on the web writes each item as a list of its own, with its level in an attribute. */
function levelled(node, marks, state) {
  const isOrdered = node.tagName === "OL";
  const start = parseInt(node.getAttribute("start"), 10) || 1;
  return [...node.children].map((child, at) => ({
    type: "item",
    level: Number(child.dataset.ariaLevel) || 1,
    isOrdered,
    start: start + at,
    blocks: joined(blocks(child, marked(child, marks), state)),
  }));
}

function list(node, marks, state) {
  const items = [];
  for (const child of node.children) {
    // Google Docs puts an inner list beside the items.
    if (/^[UO]L$/.test(child.tagName)) {
      if (!items.length) items.push({ blocks: [] });
      items.at(-1).blocks.push(list(child, marks, state));
    } else {
      const box = child.getAttribute("role") === "checkbox" ? child : child.querySelector("input[type=checkbox],[role=checkbox]");
      const isDone = box && (box.checked || box.hasAttribute("checked") || box.getAttribute("aria-checked") === "true");
      box?.tagName === "INPUT" && box.remove();
      items.push({ blocks: joined(blocks(child, marked(child, marks), state)), task: box ? (isDone ? "x" : " ") : "" });
    }
  }
  return { type: "list", isOrdered: node.tagName === "OL", start: parseInt(node.getAttribute("start"), 10) || 1, items };
}

function table(node, state) {
  const grid = [];
  [...node.rows].forEach((row, y) => {
    let x = 0;
    grid[y] ??= [];
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x++;
      const inner = joined(blocks(cell, {}, state));
      for (let down = 0; down < Math.min(cell.rowSpan || 1, node.rows.length - y); down++) {
        for (let right = 0; right < Math.min(cell.colSpan, 50); right++) (grid[y + down] ??= [])[x + right] = down || right ? [] : inner;
      }
      x += cell.colSpan;
    }
  });
  const rows = grid.filter((row) => row.some((cell) => cell?.length));
  // A table of one column or one cell is there for its looks.
  if (rows.every((row) => row.length < 2)) return rows.flatMap((row) => row[0] ?? []);
  const caption = node.caption ? blocks(node.caption, {}, state) : [];
  return [...caption, { type: "table", rows }];
}

/** Which marks an element adds to the text in it. */
function marked(node, marks) {
  const { tagName } = node;
  const found = { ...marks };
  if (BOLD.has(tagName)) found.bold = true;
  if (ITALIC.has(tagName)) found.italic = true;
  if (CODE.has(tagName)) found.code = true;
  if (tagName === "S" || tagName === "STRIKE") found.strike = true;
  if (tagName === "SUP" || tagName === "SUB") found.script = tagName.toLowerCase();
  const weight = style(node, "font-weight");
  if (weight) found.bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  const slant = style(node, "font-style");
  if (slant) found.italic = slant === "italic" || slant === "oblique";
  if (/line-through/.test(style(node, "text-decoration"))) found.strike = true;
  const align = style(node, "vertical-align");
  if (align === "super" || align === "sub") found.script = align.slice(0, 3) === "sup" ? "sup" : "sub";
  if (tagName === "A") found.href = address(node.getAttribute("href"));
  return found;
}

/** The characters of a node within a line, each with its marks. */
function inline(node, marks, state) {
  if (node.nodeType === Node.TEXT_NODE) {
    return node.data.replace(/[ \t\r\n\u00a0\u202f]+/g, " ").replace(/[\u200b\ufeff\u00ad\u2060]/g, "").split("").map((text) => ({ ...marks, text }));
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  if (node.tagName === "BR") return node.classList.contains("Apple-interchange-newline") ? [] : [{ text: "\n" }];
  if (node.dataset.note) return [{ text: "\u2060", whole: `[^${node.dataset.note}]` }];
  if (node.tagName === "IMG") {
    const name = state.picture(node);
    if (name) return [{ text: "\u2060", whole: `![${escapeText(oneLine(node.alt), { link: false }).replace(/\\?\[/g, "(").replace(/\\?\]/g, ")")}](${name})` }];
    // A picture of a few points is a line or a spy.
    if (!(node.width > 0 && node.width < 4) && !/^data:image\/gif/.test(node.src)) count(state, "pictures");
    return [];
  }
  const inner = marked(node, marks);
  return [...node.childNodes].flatMap((child) => inline(child, inner, state));
}

/** Where a link leads: the address behind those that count clicks; nothing for one that leads nowhere on the web. */
function address(href) {
  let url;
  try {
    url = new URL(href);
    for (let tries = 0; tries < 3; tries++) {
      const behind = wrapped(url);
      if (!behind) break;
      url = new URL(behind);
    }
  } catch {
    return url?.href ?? "";
  }
  if (!/^(?:https?|mailto):$/.test(url.protocol)) return "";
  for (const key of [...url.searchParams.keys()]) if (/^utm_|^(?:fbclid|gclid|mc_eid)$/.test(key)) url.searchParams.delete(key);
  return url.href;
}

function wrapped({ hostname, pathname, searchParams, href }) {
  if (/(?:^|\.)google\.[a-z.]+$/.test(hostname) && pathname === "/url") return searchParams.get("q") ?? searchParams.get("url");
  if (hostname.endsWith("safelinks.protection.outlook.com")) return searchParams.get("url");
  if (/^l\.(?:facebook|instagram)\.com$/.test(hostname)) return searchParams.get("u");
  if (hostname === "urldefense.com") return /\/v3\/__(.+?)__;/.exec(href)?.[1];
  return "";
}

/** Items that stand one below another become lists, and so do lines that start with a bullet or a number. */
function joined(found) {
  const kept = [];
  const items = [];
  const add = (block) => {
    const last = kept.at(-1);
    const isSame = block.type === "list" && last?.type === "list" && last.isOrdered === block.isOrdered;
    // Word and Google Docs cut lists in two where nothing is between.
    if (isSame && (!block.isOrdered || block.start === last.start + last.items.length)) last.items.push(...block.items);
    else kept.push(isSame ? { ...block, delimiter: last.delimiter === ")" ? "." : ")" } : block);
  };
  const end = () => nested(items.splice(0)).forEach(add);
  for (const block of found.flatMap(typedItems)) {
    if (block.type === "item") items.push(block);
    else {
      end();
      add(block);
    }
  }
  end();
  return typedLists(kept);
}

const textOf = (chars) => chars.map(({ text }) => text).join("");

/** The lines of a paragraph that start with a bullet, as items; the other lines stay paragraphs. */
function typedItems(block) {
  if (block.type !== "paragraph") return [block];
  let line = 0;
  const numbered = block.chars.map((char) => ({ ...char, line: char.text === "\n" ? ++line : line }));
  const lines = runs(numbered, (char) => char.line);
  if (!lines.some((line) => BULLET.test(textOf(line)))) return [block];
  return lines.map((line) => {
    const bare = line.filter(({ text }) => text !== "\n");
    const typed = BULLET.exec(textOf(bare));
    const inner = { type: "paragraph", chars: typed ? bare.slice(typed[0].length) : bare };
    return typed ? { type: "item", level: 1, isOrdered: false, start: 1, blocks: [inner] } : inner;
  });
}

/** Paragraphs that count 1, 2, 3 or all start with a hyphen were meant as a list. */
function typedLists(found) {
  const kept = [];
  let open = null;
  for (const block of found) {
    const sign = block.type === "paragraph" && /^(?:[-–]|(\d{1,2})[.)])\s+(?=\S)/.exec(textOf(block.chars));
    const number = sign && sign[1] ? Number(sign[1]) : 0;
    const goesOn = sign && open && (number ? open.number && number === open.number + 1 : !open.number);
    const item = sign && { task: "", blocks: [{ ...block, chars: block.chars.slice(sign[0].length) }] };
    if (goesOn) {
      open.list.items.push(item);
      kept[open.at] = open.list;
      open.number = number;
    } else {
      kept.push(block);
      open = sign && number < 2 ? { at: kept.length - 1, number, list: { type: "list", isOrdered: number > 0, start: 1, items: [item] } } : null;
    }
  }
  return kept;
}

function nested(items) {
  const lists = [];
  const open = [];
  for (const { level, isOrdered, start, blocks: inner } of items) {
    while (open.length && open.at(-1).level > level) open.pop();
    if (open.at(-1)?.level === level && open.at(-1).list.isOrdered !== isOrdered) open.pop();
    if (!open.length || open.at(-1).level < level) {
      const list = { type: "list", isOrdered, start, items: [] };
      if (open.length) open.at(-1).list.items.at(-1).blocks.push(list);
      else lists.push(list);
      open.push({ level, list });
    }
    open.at(-1).list.items.push({ blocks: inner, task: "" });
  }
  return lists;
}

/** Gives headings their levels: a story begins at the second, and leaves none out. */
function outline(found) {
  const headings = found.filter(({ type }) => type === "heading");
  const levels = [...new Set(headings.map(({ level }) => level))].sort();
  let above = 1;
  for (const heading of headings) {
    above = Math.min(levels.indexOf(heading.level) + 2, above + 1, 6);
    heading.level = above;
  }
}

const indented = (text, width) => text.replace(/\n(?=[^\n])/g, `\n${" ".repeat(width)}`);

/** A block as Markdown. */
function written(block) {
  if (block.type === "heading") return `${"#".repeat(block.level)} ${paragraph(block.chars).replace(/\\?\n/g, " ")}`;
  if (block.type === "rule") return "---";
  if (block.type === "code") return fenced(block.text);
  if (block.type === "quote") return block.blocks.map(written).filter(Boolean).join("\n\n").replace(/^/gm, "> ").replace(/^> $/gm, ">");
  if (block.type === "table") return tableText(block.rows);
  if (block.type === "list") return listText(block);
  if (block.type === "terms") return termsText(block.parts);
  return paragraph(block.chars);
}

function fenced(text) {
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `${fence}\n${text}\n${fence}`;
}

const termsText = (parts) =>
  parts.map(({ isTerm, blocks: inner }) => (isTerm ? `\n${inner.flatMap(cellLines).join(" ")}` : `:   ${indented(inner.map(written).join("\n\n"), 4)}`)).join("\n").trim();

function listText({ items, isOrdered, start, delimiter = "." }) {
  const isLoose = items.some(({ blocks: inner }) => inner.filter(({ type }) => type === "paragraph").length > 1);
  const texts = items.map(({ blocks: inner, task }, at) => {
    const marker = isOrdered ? `${start + at}${delimiter} ` : delimiter === ")" ? "* " : "- ";
    let text = "";
    inner.forEach((block, n) => {
      const isTight = block.type === "list" && !isLoose;
      text += `${n ? (isTight ? "\n" : "\n\n") : ""}${written(block)}`;
    });
    return `${marker}${task ? `[${task}] ` : ""}${indented(text, marker.length)}`.trimEnd();
  });
  return texts.join(isLoose ? "\n\n" : "\n");
}

function tableText(rows) {
  const width = Math.max(...rows.map((row) => row.length));
  const line = (cells) => `| ${cells.join(" | ")} |`;
  // Headers are bold by themselves.
  for (const { chars } of rows[0].flat().filter((block) => block?.chars)) if (chars.every(({ bold, text }) => bold || !text.trim())) chars.forEach((char) => (char.bold = false));
  const shown = rows.map((row) => Array.from({ length: width }, (_, x) => cellText(row[x] ?? [])));
  return [line(shown[0]), line(shown[0].map(() => "---")), ...shown.slice(1).map(line)].join("\n");
}

/** The blocks of a cell, which has one line. */
function cellText(inner) {
  return inner.flatMap(cellLines).filter(Boolean).join("<br>").replace(/\\?\n/g, "<br>").replace(/\\?\|/g, "\\|");
}

function cellLines({ type, chars, items, rows, text, parts, blocks: inner }) {
  if (type === "terms") return parts.flatMap((part) => part.blocks.flatMap(cellLines));
  if (type === "list") return items.map((item) => `• ${item.blocks.flatMap(cellLines).join(" ")}`);
  if (type === "table") return rows.map((row) => row.map((cell) => (cell ?? []).flatMap(cellLines).join(" ")).join(" · "));
  if (type === "code") return text.split("\n").map(codeText);
  if (type === "quote") return inner.flatMap(cellLines);
  return chars ? [paragraph(chars)] : [];
}

/** The characters of a paragraph as Markdown. */
function paragraph(chars) {
  const text = trimmed(chars);
  if (!text.length) return "";
  const shown = escaped(text.map((char) => char.text).join(""), {
    link: !text.some((char) => char.href),
    strict: text.some((char) => char.code || char.script || char.strike || char.bold || char.italic),
  });
  const isMixed = text.some((char) => looks(char) !== looks(text[0]));
  text.forEach((char, at) => {
    char.shown = char.whole ?? shown[at];
    if (isMixed && char.text === "`") guard(char);
    // Signs of a link or of emphasis beside it change what it means.
    if ([text[at - 1], text[at + 1]].some((other) => other && looks(other) !== looks(char))) guard(char);
  });
  return segments(text).map((segment, at, all) => segmentText(segment, all[at + 1])).join("").replace(/\n/g, "\\\n");
}

const looks = ({ href, bold, italic, strike, script, code }) => [href, bold, italic, strike, script, code].join();

function guard(char) {
  if (/^[\\*_~=^`:{]$/.test(char.shown)) char.shown = `\\${char.shown}`;
}

/** Single spaces, and none at the start or the end of a line. */
function trimmed(chars) {
  const kept = [];
  for (const char of chars) {
    const last = kept.at(-1)?.text ?? "\n";
    if (char.text === " " && /[ \n]/.test(last)) continue;
    if (char.text === "\n" && last === " ") kept.pop();
    if (char.text === "\n" && (!kept.length || kept.at(-1).text === "\n")) continue;
    kept.push({ ...char });
  }
  while (kept.length && /[ \n]/.test(kept.at(-1).text)) kept.pop();
  return kept;
}

/** Runs of characters that lead to the same address, or to none. */
const segments = (chars) => runs(chars, ({ href }) => href ?? "");

function runs(chars, key) {
  const found = [];
  for (const char of chars) {
    if (found.length && key(found.at(-1)[0]) === key(char)) found.at(-1).push(char);
    else found.push([char]);
  }
  return found;
}

function segmentText(chars, next) {
  const { href } = chars[0];
  if (!href) {
    // "!" before a link would make a picture of it.
    if (next && chars.at(-1).shown === "!") chars.at(-1).shown = "\\!";
    return markedText(chars);
  }
  const words = chars.map(({ text }) => text).join("");
  const [before] = /^\s*/.exec(words);
  const [after] = /\s*$/.exec(words);
  if (!words.trim()) return before;
  const inner = chars.slice(before.length, chars.length - after.length);
  const same = [href, href.replace(/\/$/, ""), href.replace(/^mailto:/, "")].includes(words.trim());
  if (same && !/[<>\s]/.test(words.trim())) return `${before}<${words.trim()}>${after}`;
  guard(inner.at(-1));
  for (const char of inner) if (!char.whole && /[[\]]/.test(char.text)) char.shown = `\\${char.text}`;
  const target = href.replace(/[\s<>()\\]/g, (sign) => encodeURIComponent(sign).replace("(", "%28").replace(")", "%29"));
  return `${before}[${markedText(inner)}](${target})${after}`;
}

/** Characters with the signs for bold, italic and crossed out around them, by GitHub's rules for where such signs count. */
function markedText(chars) {
  fit(chars, "strike");
  return runs(chars, ({ strike }) => Boolean(strike))
    .map((run) => (run[0].strike ? `~~${emphasis(run)}~~` : emphasis(run)))
    .join("");
}

function emphasis(chars) {
  const marks = Object.keys(STARS);
  for (const mark of marks) fit(chars, mark);
  let text = "";
  const open = [];
  const close = () => {
    const { sign } = open.pop();
    text += sign.replace("<", "</");
    return sign[0] === "*";
  };
  const end = (mark, at) => {
    while (chars[at]?.[mark]) at++;
    return at;
  };
  chars.forEach((char, at) => {
    const isInside = open.length > 0;
    let isAfterStars = false;
    while (open.some(({ mark }) => !char[mark])) isAfterStars = close() || isAfterStars;
    // The one that ends last opens first, and none before a space.
    const opened = /\s/.test(char.text) ? [] : marks.filter((mark) => char[mark] && !open.some((one) => one.mark === mark));
    opened.sort((one, other) => end(other, at) - end(one, at));
    for (const mark of opened) {
      let sign = STARS[mark];
      // Stars within stars, or right after them, could be read as one row; underscores count only outside of words.
      const isFree = opened.length === 1 && (isAfterStars || !isWord(chars[at - 1]?.text ?? "")) && !isWord(chars[end(mark, at)]?.text ?? "");
      const after = end(mark, at);
      const isLast = open.some((one) => end(one.mark, at) === after) && isWord(chars[after]?.text ?? "");
      if (isFree && (isInside || isAfterStars)) sign = sign.replaceAll("*", "_");
      else if (isAfterStars || (isInside && !isLast)) sign = TAGS[mark];
      open.push({ mark, sign });
      text += sign;
    }
    text += charText(chars, at);
  });
  while (open.length) close();
  return text;
}

/** Takes a mark off spaces and punctuation at its ends, where it would not count. */
function fit(chars, mark) {
  const isSpace = (at) => /\s/.test(chars[at].text);
  const isSign = (at) => !isWord(chars[at].text);
  const isWordAt = (at) => at >= 0 && at < chars.length && isWord(chars[at].text);
  for (let start = 0; start < chars.length; start++) {
    if (!chars[start][mark]) continue;
    let end = start;
    while (chars[end]?.[mark]) end++;
    let [from, to] = [start, end];
    while (to > from && (isSpace(to - 1) || (isSign(to - 1) && isWordAt(to)))) to--;
    while (from < to && (isSpace(from) || (isSign(from) && isWordAt(from - 1)))) from++;
    for (let at = start; at < end; at++) chars[at][mark] = at >= from && at < to;
    start = end;
  }
}

/** One character; code and raised or lowered text are written with their first one. */
function charText(chars, at) {
  const { code, script } = chars[at];
  const isFirst = (mark) => at === 0 || chars[at - 1][mark] !== chars[at][mark];
  if (code || script) {
    const mark = code ? "code" : "script";
    if (!isFirst(mark)) return "";
    let end = at;
    while (end < chars.length && chars[end][mark] === chars[at][mark]) end++;
    const run = chars.slice(at, end);
    return code ? codeText(run.map(({ text }) => text).join("")) : scriptText(run, chars[at - 1]?.text ?? "");
  }
  return chars[at].shown;
}

function codeText(text) {
  const words = text.trim();
  if (!words) return text;
  const ticks = "`".repeat(words.includes("`") ? 2 : 1);
  const space = /^`|`$/.test(words) ? " " : "";
  return `${/^\s/.test(text) ? " " : ""}${ticks}${space}${words}${space}${ticks}${/\s$/.test(text) ? " " : ""}`;
}

function scriptText(run, before) {
  const words = run.map(({ shown }) => shown).join("");
  const plain = run.map(({ text }) => text).join("");
  // Word raises the letters of 1st, 2nd and 3rd by itself.
  if (run.some(({ whole }) => whole) || !plain.trim() || (/^(?:st|nd|rd|th|er|re|o|a|º|ª)$/.test(plain) && /\d/.test(before))) return words;
  const sign = run[0].script === "sup" ? "^" : "~";
  if (isWord(before) && /^[\p{L}\p{N}+-]{1,30}$/u.test(plain)) return `${sign}${plain}${sign}`;
  return `<${run[0].script}>${words}</${run[0].script}>`;
}
