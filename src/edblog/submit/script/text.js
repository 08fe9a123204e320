// Plain text as Markdown: edblog shows it as it was typed. Only characters that edblog would read as marks get a backslash.

const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const NOT_TEXT = /(?![\t-\r\x1c-\x1f\x85])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const WORD = /[\p{L}\p{N}]/u;
const ADDRESS = /(?<![\\\p{L}\p{N}])https?:\/\/[^\s<>"\\`|[\]]+/gu;

/** A text on one line, without control characters, as edblog reads a field. */
export const oneLine = (text) => String(text ?? "").replace(NOT_TEXT, "").replace(SPACE, " ").trim();

/** A text of several lines, with plain line ends and without control characters. */
export const lines = (text) =>
  String(text ?? "")
    .replace(/\r\n?|[\x85\u2028\u2029]/g, "\n")
    .replace(/[\x0b\x0c]/g, " ")
    .replace(NOT_TEXT, "");

// Each pattern finds marks within a line, whose characters get a backslash.
const MARKS = [
  /\\(?=[!-/:-@[-`{-~]|$)/g, // a backslash before a symbol
  /<(?=[A-Za-z/!?])/g,
  /\[(?=\^|\[|!)|\[(?=[^\]]*\][([:])/g,
  /\{(?=[.#:])/g,
  /(?<![\p{L}\p{N}]):(?=[a-z0-9_+-]{1,40}:(?:https?:|(?![\p{L}\p{N}])))/gu, // :smile:
  /(?<=\S)\^(?=\S*\^)/g, // x^2^
  /(?<![\p{L}\p{N}=])==(?=[^\s=])/gu, // ==marked==
];
// What a pair of the same sign would change; a single one is only itself.
const PAIRED = {
  "*": (text) => isPaired(text, "*"),
  _: (text) => isPaired(text, "_"),
  "`": (text) => /`[^`]+`/.test(text),
  "~": (text) => /~[^~]*\S~/.test(text),
  $: (text) => /\$\$|\$(?![\s`])[^$\n]*[^\s$]\$(?![\p{L}\p{N}_$])/u.test(text),
};
const ENTITY = /&(?=#?\w{1,31};)/g;
// What makes a block at the start of a line; the group is what comes before the backslash.
const STARTS = [
  /^()#{1,6}(?=\s|$)/,
  /^()>/,
  /^()[-+*](?=\s|$)/,
  /^(\d{1,9})[.)](?=\s|$)/,
  /^()(?:=+|-+)\s*$/,
  /^()([-*_])(?: *\2){2,} *$/,
  /^()~{3}/,
  /^():/,
  /^()!!!/,
  /^()\[[^\]]+\]:/,
  /^()\$\$/,
  /^()(?=[^|]*\|)[-:| ]+$/,
];

/** Where web addresses are in a text, without the punctuation that ends a sentence: `[start, end]`. */
export function addresses(text) {
  return [...text.matchAll(ADDRESS)].map((found) => {
    let address = found[0].replace(/[.,;:!?*_'’”)}\]]+$/, "");
    // A parenthesis may be part of it: https://en.wikipedia.org/wiki/Jar_(vessel).
    if (address.includes("(") && found[0][address.length] === ")") address += ")";
    return [found.index, found.index + address.length];
  });
}

/** Whether stars or underscores can start emphasis and end it, by CommonMark's rules for what is beside them. */
function isPaired(text, sign) {
  let opens = false;
  for (const run of text.matchAll(sign === "*" ? /\*+/g : /_+/g)) {
    const before = text[run.index - 1] ?? " ";
    const after = text[run.index + run[0].length] ?? " ";
    const [space, spaceAfter] = [before, after].map((character) => /\s/.test(character));
    const [mark, markAfter] = [before, after].map((character) => /[!-/:-@[-`{-~\p{P}]/u.test(character));
    const left = !spaceAfter && (!markAfter || space || mark);
    const right = !space && (!mark || spaceAfter || markAfter);
    if (opens && right && (sign === "*" || !left || markAfter)) return true;
    opens ||= left && (sign === "*" || !right || mark);
  }
  return false;
}

/**
 * The characters of a text (UTF-16 units), each as Markdown that shows it. Lines end with "\n".
 * Web addresses become links if `link` is true. Where other marks come between the characters, `strict` takes no chances.
 */
export function escaped(text, { link = true, strict = false } = {}) {
  const shown = text.split("");
  const before = (at) => {
    if (shown[at].length === 1) shown[at] = `\\${shown[at]}`;
  };
  for (const pattern of MARKS) {
    for (const found of text.matchAll(pattern)) {
      for (let at = found.index; at < found.index + found[0].length; at++) before(at);
    }
  }
  for (const [sign, isRead] of Object.entries(PAIRED)) {
    if (sign === "_" && strict) {
      // Within a word it is only itself.
      for (const found of text.matchAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu)) before(found.index);
    } else if (strict ? text.indexOf(sign) !== (sign === "$" ? text.lastIndexOf(sign) : -1) : isRead(text)) eachOf(text, sign, before);
  }
  if (strict) eachOf(text, "\\", before);
  if (strict && text.includes("==")) eachOf(text, "=", before);
  for (const found of text.matchAll(ENTITY)) shown[found.index] = "&amp;";
  let start = 0;
  for (const line of text.split("\n")) {
    const found = STARTS.map((pattern) => pattern.exec(line)).find(Boolean);
    if (found) before(start + found[1].length);
    start += line.length + 1;
  }
  for (const [from, to] of addresses(text)) {
    for (let at = from; at < to; at++) shown[at] = text[at];
    if (link) {
      shown[from] = `<${shown[from]}`;
      shown[to - 1] += ">";
    }
  }
  return shown;
}

function eachOf(text, character, act) {
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) act(at);
}

/** Text as Markdown that shows it. */
export const escapeText = (text, options) => escaped(text, options).join("");

/** Whether a character is a letter or a digit. */
export const isWord = (character) => WORD.test(character);
