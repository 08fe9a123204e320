// The parts of a Word document, which is a ZIP file (APPNOTE 6.3), unpacked only up to a limit.

const MAX_FILE = 60_000_000;
const MAX_XML = 40_000_000;
const MAX_PICTURES = 200_000_000;
const MAX_PARTS = 5_000;
const XML = /\.(?:xml|rels)$/i;
const KEPT = /^(?:\[content_types\]\.xml|_rels\/\.rels|word\/.*)$/i;

/** A document that cannot be read. `code` is one of `old`, `locked`, `macros`, `other`, `damaged` and `too-large`. */
export class DocxError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** The parts of a document by their names: text for XML, bytes for all others. */
export async function unpacked(file) {
  if (file.size > MAX_FILE) throw new DocxError("too-large");
  const bytes = new Uint8Array(await file.arrayBuffer());
  refuseOthers(bytes);
  const parts = new Map();
  let xml = MAX_XML;
  let others = MAX_PICTURES;
  for (const entry of directory(bytes)) {
    if (/vbaproject\.bin$/i.test(entry.name)) throw new DocxError("macros");
    if (!KEPT.test(entry.name) || entry.name.endsWith("/")) continue;
    const isXml = XML.test(entry.name);
    if (isXml) xml -= entry.size;
    else others -= entry.size;
    if (xml < 0 || others < 0) throw new DocxError("too-large");
    const data = await content(bytes, entry);
    parts.set(entry.name, isXml ? text(data) : data);
  }
  const types = parts.get("[Content_Types].xml");
  if (!types || !/wordprocessingml/.test(types)) throw new DocxError("other");
  if (/macroEnabled/.test(types)) throw new DocxError("macros");
  return parts;
}

/** The text of XML. A document type could expand without end. */
function text(data) {
  const found = new TextDecoder(data[0] === 0xff && data[1] === 0xfe ? "utf-16le" : data[0] === 0xfe && data[1] === 0xff ? "utf-16be" : "utf-8").decode(data);
  if (/<!DOCTYPE/i.test(found)) throw new DocxError("damaged");
  return found.replace(/^<\?xml[^>]*\?>/, "");
}

function refuseOthers(bytes) {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return;
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    const name = [..."EncryptedPackage"].map((letter) => `${letter}\0`).join("");
    throw new DocxError(new TextDecoder("latin1").decode(bytes).includes(name) ? "locked" : "old");
  }
  throw new DocxError("other");
}

/** The entries of the directory at the end of the file. */
function directory(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 66_000 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new DocxError("damaged");
  const entries = [];
  try {
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left; left--) {
      if (view.getUint32(at, true) !== 0x02014b50 || entries.length >= MAX_PARTS) throw new DocxError("damaged");
      const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
      if (view.getUint16(at + 8, true) & 1) throw new DocxError("locked");
      entries.push({
        name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
        method: view.getUint16(at + 10, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        start: view.getUint32(at + 42, true),
      });
      at += 46 + name + extra + comment;
    }
  } catch (error) {
    throw error instanceof DocxError ? error : new DocxError("damaged");
  }
  return entries;
}

/** The bytes of an entry; never more than the directory says. */
async function content(bytes, { method, packed, size, start }) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (start + 30 > bytes.length || view.getUint32(start, true) !== 0x04034b50) throw new DocxError("damaged");
  const begin = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  const data = bytes.subarray(begin, begin + packed);
  if (method === 0) return data;
  if (method !== 8) throw new DocxError("damaged");
  const found = new Uint8Array(size);
  let at = 0;
  try {
    const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      if (at + step.value.length > size) {
        await reader.cancel();
        throw new DocxError("damaged");
      }
      found.set(step.value, at);
      at += step.value.length;
    }
  } catch {
    throw new DocxError("damaged");
  }
  if (at !== size) throw new DocxError("damaged");
  return found;
}

/** A ZIP file of parts, none of them compressed. */
export function zipped(parts) {
  const encoder = new TextEncoder();
  const pieces = [];
  const listed = [];
  let at = 0;
  for (const [name, part] of parts) {
    const data = typeof part === "string" ? encoder.encode(part) : part;
    const label = encoder.encode(name);
    const fields = new DataView(new ArrayBuffer(26));
    fields.setUint16(0, 20, true);
    fields.setUint16(2, 0x800, true);
    fields.setUint16(8, 0x21, true);
    fields.setUint32(10, checksum(data), true);
    fields.setUint32(14, data.length, true);
    fields.setUint32(18, data.length, true);
    fields.setUint16(22, label.length, true);
    const head = new Uint8Array(fields.buffer);
    const local = [Uint8Array.of(0x50, 0x4b, 3, 4), head, label, data];
    const rest = new DataView(new ArrayBuffer(14));
    rest.setUint32(10, at, true);
    listed.push(Uint8Array.of(0x50, 0x4b, 1, 2, 20, 0), head, new Uint8Array(rest.buffer), label);
    pieces.push(...local);
    at += local.reduce((sum, piece) => sum + piece.length, 0);
  }
  const size = listed.reduce((sum, piece) => sum + piece.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, parts.size, true);
  end.setUint16(10, parts.size, true);
  end.setUint32(12, size, true);
  end.setUint32(16, at, true);
  const whole = new Uint8Array(at + size + 22);
  let offset = 0;
  for (const piece of [...pieces, ...listed, new Uint8Array(end.buffer)]) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole.buffer;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  let value = number;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function checksum(data) {
  let value = 0xffffffff;
  for (const byte of data) value = (value >>> 8) ^ TABLE[(value ^ byte) & 255];
  return (value ^ 0xffffffff) >>> 0;
}
