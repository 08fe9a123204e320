// Pictures from a phone, made smaller for a story. They are drawn and encoded again, so nothing else of the file is left:
// no place, no time, no name of a camera.
import { free, short, slug } from "./names.js";

export const LIMITS = { side: 1600, quality: 0.85, thumbnail: 160, bytes: 60_000_000 };

/** A picture that cannot be used. `code` is one of `heic`, `drawing`, `animation`, `no-picture`, `too-large` and `damaged`. */
export class PictureError extends Error {
  constructor(code, name) {
    super(`${code}: ${name}`);
    this.code = code;
    this.file = name;
  }
}

/**
 * A picture as it goes beside the story. `taken` are the names of its other pictures. `thumbnail` is a data URL.
 * Raises a PictureError for one that cannot be used.
 */
export async function prepare(file, limits = {}, taken = []) {
  const { side, quality, thumbnail, bytes } = { ...LIMITS, ...limits };
  if (file.size > bytes) throw new PictureError("too-large", file.name);
  const kind = kindOf(new Uint8Array(await file.slice(0, 512).arrayBuffer()));
  if (kind === "svg") throw new PictureError("drawing", file.name);
  if (kind === "gif") throw new PictureError("animation", file.name);
  const bitmap = await decoded(file);
  if (!bitmap) {
    throw new PictureError(kind === "heic" ? "heic" : kind ? "damaged" : "no-picture", file.name);
  }
  try {
    const canvas = drawn(bitmap, side);
    const blob = await encoded(canvas, kind, quality);
    const small = drawn(bitmap, thumbnail).toDataURL("image/jpeg", 0.7);
    const stem = short(slug(file.name.replace(/\.[^.]*$/, ""))) || "picture";
    const name = free(`${stem}.${ENDINGS[blob.type]}`, taken);
    return { name, blob, width: canvas.width, height: canvas.height, thumbnail: small };
  } finally {
    bitmap.close?.();
  }
}

/** Bytes of a screenshot or drawing that stays a PNG, in which letters are sharp. */
const SHARP = 200_000;
const ENDINGS = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

/** The type of a picture by its first bytes; names lie. */
function kindOf(bytes) {
  const text = new TextDecoder("latin1").decode(bytes);
  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("PNG\r\n\x1a\n", 1)) return "png";
  if (text.startsWith("GIF8")) return "gif";
  if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return "webp";
  if (text.startsWith("BM")) return "bmp";
  if (text.startsWith("ftyp", 4)) {
    const brands = text.slice(8, 40);
    if (/avi[fs]/.test(brands)) return "avif";
    if (/hei[cxms]|hev[cxms]|mif1|msf1/.test(brands)) return "heic";
    return "";
  }
  return /<svg[\s>]/i.test(text) ? "svg" : "";
}

/** The pixels of a picture, upright; null if this browser cannot read it. */
async function decoded(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    // Safari reads photos of an iPhone (HEIC) as images alone, and older browsers turn only those.
    const image = new Image();
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
      return image.width ? image : null;
    } catch {
      return null;
    } finally {
      URL.revokeObjectURL(image.src);
    }
  }
}

/** A picture on a canvas whose longer side is at most `side`. */
function drawn(bitmap, side) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A JPEG; where parts are transparent, or a screenshot is smaller that way, a PNG or WebP. */
async function encoded(canvas, kind, quality) {
  const as = (type) => new Promise((resolve) => canvas.toBlob(resolve, type, quality));
  const jpeg = kind === "jpeg" || !isTransparent(canvas) ? await as("image/jpeg") : null;
  if (jpeg && kind !== "png") return jpeg;
  const png = await as("image/png");
  if (jpeg) return png.size <= Math.max(jpeg.size, SHARP) ? png : jpeg;
  const webp = await as("image/webp");
  // Browsers that cannot write WebP write PNG.
  return webp.type === "image/webp" && webp.size < png.size ? webp : png;
}

function isTransparent(canvas) {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 3; at < data.length; at += 4) if (data[at] < 255) return true;
  return false;
}
