// Searches the site. The index is in tables of lines, each with a key, a tab and a value; a search loads only those that it needs.
// What readers type and what the index has is only ever put into the page as text.
"use strict";

// ---- Words: as `edblog/web/terms.py` finds them. -------------------------------------------------------------------------------------

const QUOTES = /['\u2019\u02bc\u00ad\u200b\u200c\u200d]/g;
const LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ς": "σ" };
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u0652\u0670]/g;
const DENSE =
  "\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u104f\u1780-\u17d3\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
const IS_DENSE = new RegExp(`^[${DENSE}]`, "u");
const DENSE_RUN = new RegExp(`[${DENSE}]+`, "gu");
const WORD = /[\p{L}\p{N}]{1,40}/gu;

function folded(text) {
  text = text.toLowerCase().replace(QUOTES, "");
  text = text.replace(/[ßæœøđðþłıς]/g, (letter) => LETTERS[letter]).normalize("NFKD");
  return text.replace(MARKS, "").normalize("NFC").toLowerCase();
}

// In scripts without spaces, every two neighbors are a word. The last letter is one in texts, but not in questions.
function wordsOf(text) {
  const pairs = (run) => {
    const letters = [...run];
    return letters.length < 2 ? ` ${run} ` : ` ${letters.slice(1).map((letter, at) => letters[at] + letter).join(" ")} `;
  };
  return folded(text).replace(DENSE_RUN, pairs).match(WORD) || [];
}

// The part of a word that its other forms share, in English and in Spanish.
function stems(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return [word];
  return [english(word), `${spanish(word)}-`];
}

// Snowball's stemmer for English, https://snowballstem.org/algorithms/english/stemmer.html.
const WHOLE = { skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl" };
for (const word of "andes atlas bias cosmos howe news sky".split(" ")) WHOLE[word] = word;
const FIRST_REGION = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers|.*?[aeiouy][^aeiouy])/;
const REGION = /^.*?[aeiouy][^aeiouy]/;
const SHORT = /(?:[^aeiouy][aeiouy][^aeiouyYwx]|^[aeiouy][^aeiouy]|past)$/;
const endings = (text) => text.split(" ").map((pair) => pair.split(":"));
const SECOND = endings(
  "ization:ize ational:ate fulness:ful ousness:ous iveness:ive tional:tion biliti:ble lessli:less entli:ent ation:ate alism:al aliti:al ousli:ous iviti:ive fulli:ful ogist:og enci:ence anci:ance abli:able izer:ize ator:ate alli:al bli:ble ogi:og li:"
);
const THIRD = endings("ational:ate tional:tion alize:al icate:ic iciti:ic ative: ical:ic ness: ful:");
const FOURTH = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|ion|al|er|ic)$/;

function english(word) {
  if (word.length < 3) return word;
  if (Object.hasOwn(WHOLE, word)) return WHOLE[word];
  word = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const first = (word.match(FIRST_REGION) || [word])[0].length;
  const second = first + (word.slice(first).match(REGION) || [word])[0].length;
  if (word.endsWith("sses")) word = word.slice(0, -2);
  else if (/ie[ds]$/.test(word)) word = word.slice(0, word.length > 4 ? -2 : -1);
  else if (/[aeiouy].+s$/.test(word) && !/[us]s$/.test(word)) word = word.slice(0, -1);
  word = withoutTense(word, first);
  word = word.replace(/(.[^aeiouy])[yY]$/, "$1i");
  const ending = ([end]) => word.endsWith(end);
  const cut = (pair, region) => {
    if (pair && word.length - pair[0].length >= region) word = word.slice(0, -pair[0].length) + pair[1];
  };
  const two = SECOND.find(ending);
  if (two && (two[0] === "li" ? /[cdeghkmnrt]li$/ : two[0] === "ogi" ? /logi$/ : /$/).test(word)) cut(two, first);
  const three = THIRD.find(ending);
  cut(three, three && three[0] === "ative" ? second : first);
  const four = word.match(FOURTH);
  if (four && (four[0] !== "ion" || /[st]ion$/.test(word))) cut([four[0], ""], second);
  const base = word.slice(0, -1);
  if (word.endsWith("e") && (base.length >= second || (base.length >= first && !SHORT.test(base)))) word = base;
  else if (word.endsWith("ll") && base.length >= second) word = base;
  return word.toLowerCase();
}

function withoutTense(word, first) {
  const [end] = word.match(/(?:eedly|ingly|edly|eed|ing|ed)$/) || [""];
  if (!end) return word;
  const base = word.slice(0, -end.length);
  if (end.startsWith("eed")) return base.length < first || /^(?:succ|proc|exc)$/.test(base) ? word : `${base}ee`;
  if (end === "ing" && /^[^aeiouy]y$/.test(base)) return `${base[0]}ie`;
  if (end === "ing" && /^(?:even|cann|inn|earr|herr|out)$/.test(base)) return word;
  if (!/[aeiouy]/.test(base)) return word;
  if (/(?:at|bl|iz)$/.test(base)) return `${base}e`;
  if (/([bdfgmnprt])\1$/.test(base)) return /^[aeo]..$/.test(base) ? base : base.slice(0, -1);
  return base.length === first && SHORT.test(base) ? `${base}e` : base;
}

function spanish(word) {
  word = word.replace(/^(.{4,})(?:amente|mente)$/, "$1").replace(/^(.{3,})ces$/, "$1z").replace(/^(.{2,}[aeiou])s$/, "$1");
  word = word.replace(/^(.{3,})(?:acion(?:es?)?|ion(?:es?)?|idad(?:es?)?|adora?|ando|iendo|aron|ieron|aba|ada|ado|ida|ido|[aei]r)$/, "$1");
  return word.length > 3 ? word.replace(/[aeiou]$/, "") : word;
}

// Whether one letter more, less, other, or two letters the other way round make a word of the other.
function isNear(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [a, b] = [one.slice(at), other.slice(at)];
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
}

// ---- The index: as `edblog/catalog/search/` writes it. ---------------------------------------------------------------------------------

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const LISTS = "!#$%&()*+,";
const WEIGHTS = [16, 8, 4, 2, 1];
const EXACT = 8, SAME_STEM = 6, START = 4, NEAR = 2;
// How much one search loads at most, and about how much a table of entries is; in bytes.
const REQUESTS = 6, BYTES = 60000, ENTRIES = 8000;
const PAGE = 10;

function hashed(text) {
  let found = 0x811c9dc5;
  for (const letter of text) found = Math.imul(found ^ letter.codePointAt(0), 0x01000193);
  found >>>= 0;
  return (found ^ (found >>> 15)) >>> 0;
}

// Calls `use(number, place)` for each number of a line. Numbers of records that are not stories are negative.
function decode(value, use) {
  let place = -1, total = 0, number = 0, shift = 0;
  for (let at = 0; at < value.length; at += 1) {
    const digit = DIGITS.indexOf(value[at]);
    if (digit < 0) {
      place = LISTS.indexOf(value[at]);
      total = 0;
    } else {
      number |= (digit & 31) << shift;
      shift += 5;
      if (digit < 32) {
        total += number;
        number = shift = 0;
        use(place < 5 ? total : -1 - total, place % 5);
      }
    }
  }
}

class Index {
  constructor(address, load) {
    this.address = address;
    this.load = load;
    this.tables = new Map();
    this.start();
  }

  // Forgets everything: after a new edition of the site, some tables are gone.
  forget() {
    this.tables.clear();
    this.manifest = null;
  }

  // Starts to count what a search loads.
  start() {
    this.requests = 0;
    this.bytes = 0;
  }

  async get(address, share) {
    if (!this.tables.has(address)) {
      this.requests += 1;
      const loading = this.load(address);
      this.tables.set(address, loading);
      loading.catch(() => this.tables.delete(address));
      const text = await loading;
      this.bytes += text.length * share;
    }
    return this.tables.get(address);
  }

  async open() {
    const manifest = JSON.parse(await this.get(this.address, 0.7));
    if (this.manifest) return;
    this.manifest = manifest;
    this.names = {};
    for (const part of ["words", "spelling", "entries", "otherEntries"]) {
      this.names[part] = manifest[part].match(/.{10}/g) || [];
    }
    this.longStarts = new Set(manifest.longStarts.split(" "));
    this.common = new Set(manifest.common.split(" "));
  }

  async lines(name, share = 0.7) {
    if (!name || name.startsWith("-")) return [];
    return (await this.get(new URL(`${name}.txt`, this.address).href, share)).split("\n");
  }

  wordTable(word) {
    const letters = [...word];
    const start = letters.slice(0, 3).join("");
    const length = IS_DENSE.test(word) ? 1 : this.longStarts.has(start) ? 4 : 3;
    return hashed(letters.slice(0, length).join("")) & (this.names.words.length - 1);
  }

  // The records that have a word or another form of it, with what that is worth; and the words that were found.
  async find(word) {
    const found = { scores: new Map(), words: new Map(), instead: "" };
    const number = this.wordTable(word);
    const lines = await this.lines(this.names.words[number]);
    const forms = new Set(stems(word));
    // Another form that begins otherwise is in another table.
    const start = word.slice(0, 3);
    const add = (line, end, quality) => {
      found.words.set(line.slice(0, end), quality);
      decode(line.slice(end + 1), (record, place) => {
        const score = WEIGHTS[place] * quality;
        if (score > (found.scores.get(record) || 0)) found.scores.set(record, score);
      });
    };
    for (const line of lines) {
      const end = line.indexOf("\t");
      if (end < 0) continue;
      const other = line.slice(0, end);
      if (other === word) add(line, end, EXACT);
      else if (other.startsWith(start) && stems(other).some((stem) => forms.has(stem))) add(line, end, SAME_STEM);
      else if ((word.length > 2 || IS_DENSE.test(word)) && other.startsWith(word)) add(line, end, START);
    }
    if (found.words.size || word.length < 4) return found;
    const near = new Map();
    for (const line of lines) {
      const end = line.indexOf("\t");
      if (end > 0 && isNear(line.slice(0, end), word)) near.set(line.slice(0, end), number);
    }
    if (!near.size) {
      const last = [...word].slice(-2).join("");
      for (const other of await this.lines(this.names.spelling[hashed(last) & (this.names.spelling.length - 1)])) {
        if (isNear(other, word)) near.set(other, this.wordTable(other));
      }
    }
    const tables = [...new Set(near.values())].slice(0, 2);
    for (const table of tables) {
      for (const line of await this.lines(this.names.words[table])) {
        const end = line.indexOf("\t");
        if (near.has(line.slice(0, end)) && end > 0) add(line, end, NEAR);
      }
    }
    found.instead = [...found.words.keys()].slice(0, 3).join(", ");
    return found;
  }

  // The words of a question that are looked for: without those that are in every text, if others are left.
  terms(question) {
    const words = [...new Set(wordsOf(question))].slice(0, 12);
    const telling = words.filter((word) => !this.common.has(word));
    return telling.length ? telling : words;
  }

  async filter(name, value) {
    if (name === "kind") {
      const kind = this.manifest.kinds.indexOf(value);
      return (record) => this.kindOf(record) === kind;
    }
    const records = new Set();
    for (const line of await this.lines(this.manifest.filters[name])) {
      const end = line.indexOf("\t");
      if (end > 0 && line.slice(0, end) === `${name}:${value}`) decode(line.slice(end + 1), (record) => records.add(record));
    }
    return (record) => records.has(record);
  }

  kindOf(record) {
    return record < 0 ? (-1 - record) >>> this.manifest.idBits : 0;
  }

  // How many of these records each value of a filter has.
  async counts(name, records) {
    const found = new Map();
    if (name === "kind") {
      for (const record of records) {
        const kind = this.manifest.kinds[this.kindOf(record)];
        found.set(kind, (found.get(kind) || 0) + 1);
      }
      return found;
    }
    for (const line of await this.lines(this.manifest.filters[name])) {
      const end = line.indexOf("\t");
      if (end < 0 || !line.startsWith(`${name}:`)) continue;
      let count = 0;
      decode(line.slice(end + 1), (record) => {
        count += records.has(record);
      });
      if (count) found.set(line.slice(name.length + 1, end), count);
    }
    return found;
  }

  // The first of these records, as many as this search may show: they are in few tables of entries.
  firstOf(records) {
    const room = Math.max(1, Math.min(REQUESTS - this.requests, Math.floor((BYTES - this.bytes) / ENTRIES)));
    const tables = new Set();
    const end = records.findIndex((record) => !this.isLoaded(record) && tables.add(this.entryName(record)).size > room);
    return end < 0 ? records : records.slice(0, end);
  }

  entryName(record) {
    const { tableSize, idBits } = this.manifest;
    if (record >= 0) return this.names.entries[Math.floor(record / tableSize)];
    const id = (-1 - record) % 2 ** idBits;
    return this.names.otherEntries[Math.floor((id * this.names.otherEntries.length) / 2 ** idBits)];
  }

  isLoaded(record) {
    return this.tables.has(new URL(`${this.entryName(record)}.txt`, this.address).href);
  }

  async entry(record) {
    const key = `${record < 0 ? -1 - record : record}\t`;
    const line = (await this.lines(this.entryName(record), 0.45)).find((each) => each.startsWith(key));
    const [title, path, kind, date, people, about, summary, lang] = JSON.parse(line.slice(key.length));
    return { title, path, kind, date, people, about, summary, lang };
  }
}

// All records that have every word, the best first, and of equally good ones the newest.
function ranked(found) {
  const [first, ...others] = [...found].sort((one, other) => one.scores.size - other.scores.size);
  const scores = new Map();
  for (const [record, score] of first ? first.scores : []) {
    let sum = score;
    for (const other of others) sum += other.scores.get(record) || -Infinity;
    if (sum > 0) scores.set(record, sum);
  }
  return [...scores.keys()].sort((one, other) => scores.get(other) - scores.get(one) || other - one);
}

// The pieces of a text, and whether each is one of the words.
function marked(text, terms, words) {
  const pieces = [];
  const put = (piece, isMarked) => {
    const last = pieces[pieces.length - 1];
    if (last && last[1] === isMarked) last[0] += piece;
    else if (piece) pieces.push([piece, isMarked]);
  };
  let done = 0;
  for (const run of text.matchAll(/[\p{L}\p{N}\p{M}'’]+/gu)) {
    put(text.slice(done, run.index), false);
    done = run.index + run[0].length;
    if (run[0].search(DENSE_RUN) < 0) {
      const [word, ...more] = wordsOf(run[0]);
      put(run[0], word !== undefined && !more.length && words.has(word));
      continue;
    }
    const letters = [...run[0]];
    const hits = letters.map((letter, at) => terms.has(letter) || terms.has(letter + (letters[at + 1] || "")) || (at > 0 && terms.has(letters[at - 1] + letter)));
    letters.forEach((letter, at) => put(letter, hits[at]));
  }
  put(text.slice(done), false);
  return pieces;
}

if (typeof module !== "undefined") module.exports = { Index, decode, english, folded, hashed, isNear, marked, ranked, spanish, stems, wordsOf };
