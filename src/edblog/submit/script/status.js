// What is published, and what will appear by itself: `status.json`, which the publish step writes beside the site.

/** What the site at `base` (its home page, ends with "/") says: `{at, commit, waiting: [{id, when}]}` with dates; null if it says nothing. */
export async function published(base) {
  try {
    const answer = await fetch(new URL("status.json", new URL(base, location.href)), { cache: "no-store" });
    return answer.ok ? read(await answer.json()) : null;
  } catch {
    // No network, or no JSON: then nobody knows.
    return null;
  }
}

function read(status) {
  const at = moment(status?.published_at);
  if (!at || !Array.isArray(status.waiting)) return null;
  const waiting = status.waiting.map((text) => ({ id: String(text?.id), when: moment(text?.when) }));
  const commit = typeof status.commit === "string" ? status.commit : null;
  return { at, commit, waiting: waiting.filter((text) => text.when) };
}

function moment(text) {
  const date = new Date(typeof text === "string" ? text : NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** When a text appears, by its id or one of several; null if it does not wait. */
export function appears(status, ids) {
  const wanted = new Set([ids].flat());
  return status?.waiting.find((text) => wanted.has(text.id))?.when ?? null;
}

/** The ids that a story may have: its file is `NAME.md`, or `index.md` in a folder with its pictures. */
export const idsOf = (file, folder = "content/posts") => [`${folder}/${file}.md`, `${folder}/${file}/index.md`].map(idOf);

/** The id of a text in `status.json`: BLAKE2b of its path in the site's folder, in 12 hexadecimal digits. */
export const idOf = (path) => blake2b(new TextEncoder().encode(path), 6);

// BLAKE2b (RFC 7693), without a key. Numbers are 64 bits long.
const INITIAL = [
  0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n, 0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n,
];
/** Which words of a block are mixed in each round, in hexadecimal; rounds 11 and 12 are the first two again. */
const SIGMA = [
  "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8",
  "905724afe1bc683d", "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a",
  "6fe9b308c2d714a5", "a2847615fb9e3cd0",
];
/** Which words of the state each of the eight mixing steps takes: columns, then diagonals. */
const STEPS = ["048c", "159d", "26ae", "37bf", "05af", "16bc", "278d", "349e"].map(digits);

function digits(text) {
  return [...text].map((digit) => parseInt(digit, 16));
}

const word = (number) => BigInt.asUintN(64, number);
const rotated = (number, by) => word((number >> by) | (number << (64n - by)));

/** The digest of some bytes, `size` bytes long, in hexadecimal digits. */
export function blake2b(bytes, size) {
  const state = INITIAL.slice();
  state[0] ^= 0x01010000n ^ BigInt(size);
  const blocks = Math.max(1, Math.ceil(bytes.length / 128));
  for (let number = 1; number <= blocks; number++) {
    const block = new DataView(new ArrayBuffer(128));
    bytes.slice((number - 1) * 128, number * 128).forEach((byte, at) => block.setUint8(at, byte));
    const isLast = number === blocks;
    compress(state, block, BigInt(isLast ? bytes.length : number * 128), isLast);
  }
  const digest = new DataView(new ArrayBuffer(64));
  state.forEach((part, at) => digest.setBigUint64(at * 8, part, true));
  const first = new Uint8Array(digest.buffer, 0, size);
  return [...first].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function compress(state, block, length, isLast) {
  const mixed = [...state, ...INITIAL];
  mixed[12] ^= length;
  if (isLast) mixed[14] = word(~mixed[14]);
  for (let round = 0; round < 12; round++) {
    const order = digits(SIGMA[round % 10]).map((at) => block.getBigUint64(at * 8, true));
    STEPS.forEach(([a, b, c, d], step) => {
      mixed[a] = word(mixed[a] + mixed[b] + order[step * 2]);
      mixed[d] = rotated(mixed[d] ^ mixed[a], 32n);
      mixed[c] = word(mixed[c] + mixed[d]);
      mixed[b] = rotated(mixed[b] ^ mixed[c], 24n);
      mixed[a] = word(mixed[a] + mixed[b] + order[step * 2 + 1]);
      mixed[d] = rotated(mixed[d] ^ mixed[a], 16n);
      mixed[c] = word(mixed[c] + mixed[d]);
      mixed[b] = rotated(mixed[b] ^ mixed[c], 63n);
    });
  }
  for (let at = 0; at < 8; at++) state[at] ^= mixed[at] ^ mixed[at + 8];
}
