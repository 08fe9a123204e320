// Drafts in this browser (IndexedDB): several stories with their pictures, until the writer deletes them.
import { fileName } from "./names.js";

const STORE = "stories";

/**
 * The drafts of a site; `scope` is the path of the site, because two sites may share one host.
 * Where the browser keeps nothing (private windows, a full disk), `kept` is false and drafts last as long as the page.
 */
export async function open(scope = "/") {
  const name = `edblog-drafts:${scope}`;
  try {
    return stored(await opened(name), name);
  } catch (error) {
    return inMemory(String(error?.name ?? error));
  }
}

function opened(name) {
  return new Promise((resolve, reject) => {
    if (!globalThis.indexedDB) throw new Error("no IndexedDB");
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function stored(database, name) {
  let open = database;
  const closed = () => {
    open?.close();
    open = null;
  };
  // Another tab may delete everything: this one lets it, and opens the drafts again when there is something to keep.
  open.onversionchange = closed;
  const run = async (mode, act) => {
    if (!open) {
      open = await opened(name);
      open.onversionchange = closed;
    }
    return new Promise((resolve, reject) => {
      const transaction = open.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
    });
  };
  return {
    kept: true,
    list: async () => summaries(await run("readonly", (store) => store.getAll())),
    load: async (id) => unpacked(await run("readonly", (store) => store.get(id))),
    save: async (story) => {
      const saved = prepared(story);
      const record = await packed(saved);
      await run("readwrite", (store) => store.put(record));
      return saved;
    },
    remove: (id) => run("readwrite", (store) => store.delete(id)).then(() => {}),
    removeAll: async () => {
      // First the contents: a tab that still has the database open would delay the deletion.
      await run("readwrite", (store) => store.clear());
      closed();
      await new Promise((resolve) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = request.onerror = request.onblocked = resolve;
      });
    },
  };
}

function inMemory(reason) {
  const stories = new Map();
  return {
    kept: false,
    reason,
    list: async () => summaries([...stories.values()]),
    load: async (id) => stories.get(id),
    save: async (story) => {
      const saved = prepared(story);
      stories.set(saved.id, saved);
      return saved;
    },
    remove: async (id) => void stories.delete(id),
    removeAll: async () => stories.clear(),
  };
}

/** A story with an id, the name of its file, which stays as it was at the first save, and the moment of saving. */
function prepared(story) {
  const id = story.id || newId();
  // A story without a title has no name yet: it would be a poor one for ever.
  const file = story.file || (story.title?.trim() ? fileName(story.title, story.date) : "");
  return { ...story, id, file, saved: new Date().toISOString() };
}

function newId() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Pictures as bytes: private windows of Safari keep no blobs. */
async function packed(story) {
  const pictures = (story.pictures ?? []).map(async ({ blob, ...picture }) => ({
    ...picture,
    type: blob?.type ?? "",
    bytes: blob ? await blob.arrayBuffer() : null,
  }));
  return { ...story, pictures: await Promise.all(pictures) };
}

function unpacked(record) {
  if (!record) return undefined;
  const pictures = record.pictures.map(({ bytes, type, ...picture }) => ({
    ...picture,
    blob: bytes && new Blob([bytes], { type }),
  }));
  return { ...record, pictures };
}

const summaries = (stories) =>
  stories
    .map(({ id, title, file, saved }) => ({ id, title: title ?? "", file, saved }))
    .sort((one, other) => (one.saved < other.saved ? 1 : -1));
