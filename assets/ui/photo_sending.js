// Sends photos, one after the other, in pieces: whatever happens to the line or to the page, each goes on from the byte
// that the server has. What waits is kept in this browser until it has arrived, where `place` names the return it is of.
import { reached, rest, shared } from "./line.js";

const LONGEST_SIDE = 1600;
const QUALITY = 0.82;
const PIECE = 128 * 1024;
const MOST_BYTES = 6 * 1024 * 1024;
const OLD_MS = 86_400_000;
const MOST_REST_MS = 15_000;

const items = new Map();
const version = shared(0);
let turns = 0;
const changed = () => version.set(++turns);

// Everything of this page's photos that is on its way or arrived since the page was opened.
export function usePhotos(field) {
  version.useIt();
  return [...items.values()].filter((item) => item.field === field);
}

// The database of the browser; one that has none, or keeps nothing, still sends.
const kept = (mode, act) => new Promise((done) => {
  try {
    const opening = indexedDB.open("photos", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("waiting", { keyPath: "id" });
    opening.onerror = () => done();
    opening.onsuccess = () => {
      const request = act(opening.result.transaction("waiting", mode).objectStore("waiting"));
      request.onsuccess = () => { done(request.result); opening.result.close(); };
      request.onerror = () => { done(); opening.result.close(); };
    };
  } catch {
    done();
  }
});
const keep = ({ id, field, base, query, place, blob }) =>
  place && kept("readwrite", (store) => store.put({ id, field, base, query, place, blob, at: Date.now() }));
const letGo = (item) => item.place && kept("readwrite", (store) => store.delete(item.id));

// A random UUID, also where the page did not come over TLS.
function draw() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// The photo made smaller, without what the camera wrote into it: place, time and device never leave the phone.
async function shrunk(file) {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail()), "image/jpeg", QUALITY));
  } finally {
    URL.revokeObjectURL(url);
  }
}

// One request; the answer is JSON or nothing. Rejects when the line is cut.
const ask = (item, method, address, body) => new Promise((done, fail) => {
  const request = new XMLHttpRequest();
  item.request = request;
  request.upload.onprogress = (event) => {
    item.sent = Math.max(item.sent, item.at + event.loaded);
    changed();
  };
  request.onload = () => {
    let said = {};
    try {
      said = JSON.parse(request.responseText);
    } catch {
      // A refusal of somebody in between.
    }
    done({ status: request.status, said });
  };
  request.onerror = request.ontimeout = request.onabort = fail;
  request.timeout = 100_000;
  request.open(method, address);
  request.send(body);
});

async function piece(item) {
  const { size } = item.blob;
  const address = `${item.base}${item.id}?${item.query}&size=${size}&at=${item.at}`;
  const { status, said } = await ask(item, "PUT", address, item.blob.slice(item.at, item.at + PIECE));
  if (status === 408 || status >= 500) throw new Error("not now");
  if (status !== 200) Object.assign(item, { state: "failed", problem: said.problem || "" });
  else Object.assign(item, { at: said.at, sent: said.at, tries: 0, state: said.done ? "done" : "sends" });
}

async function recover(item) {
  if (!items.has(item.id)) return;
  item.state = "waits";
  changed();
  await rest(Math.min(MOST_REST_MS, 500 * 2 ** item.tries++));
  await reached();
  try {
    const { status, said } = await ask(item, "GET", `${item.base}${item.id}?${item.query}`);
    if (status === 200) Object.assign(item, { at: said.at, sent: said.at, state: said.done ? "done" : "sends" });
  } catch {
    // The next piece finds out.
  }
}

async function deliver(item) {
  while (items.has(item.id) && (item.state === "sends" || item.state === "waits")) {
    try {
      item.state = "sends";
      await piece(item);
    } catch {
      await recover(item);
    }
    changed();
  }
  letGo(item);
}

let working = null;
async function work() {
  for (;;) {
    const next = [...items.values()].find((item) => item.blob && (item.state === "sends" || item.state === "waits"));
    if (!next) return;
    await deliver(next);
  }
}
const start = () => {
  changed();
  working ??= work().finally(() => { working = null; });
};

function enter(item) {
  items.set(item.id, { at: 0, sent: 0, tries: 0, ...item });
}

// Take files of a question. Each is there at once, and goes its way by itself.
export async function take(files, { field, base, query, place, words }) {
  const taken = files.map((file) => ({ id: draw(), file }));
  for (const { id, file } of taken) enter({ id, field, base, query, place, name: file.name, state: "shrinks" });
  changed();
  for (const { id, file } of taken) {
    const item = items.get(id);
    if (!item) continue;
    const blob = await shrunk(file).catch(() => file);
    const problem = file.type.startsWith("video/") ? words.video : blob.size > MOST_BYTES ? words.large : "";
    if (problem) Object.assign(item, { state: "failed", problem });
    else {
      Object.assign(item, { blob, url: blob === file ? "" : URL.createObjectURL(blob), state: "waits" });
      await keep(item);
    }
    start();
  }
}

// Go on with what an earlier visit left. What belongs to another return, or is old, is thrown away.
export async function goOn({ field, place, base, query }) {
  if (!place) return;
  const all = (await kept("readonly", (store) => store.getAll())) ?? [];
  for (const one of all) {
    if (one.place !== place || Date.now() - one.at > OLD_MS) letGo(one);
    else if (one.field === field && !items.has(one.id)) {
      enter({ ...one, base, query, state: "waits", tries: 0, at: 0, url: URL.createObjectURL(one.blob) });
    }
  }
  for (const item of items.values()) if (item.field === field && item.state === "waits" && !item.at) await look(item);
  start();
}

// Before the first piece is sent again: the server may have some of it, or all.
async function look(item) {
  try {
    const { status, said } = await ask(item, "GET", `${item.base}${item.id}?${item.query}`);
    if (status === 200) Object.assign(item, { at: said.at, sent: said.at, state: said.done ? "done" : item.state });
  } catch {
    // It begins at the beginning, and the server says from where to go on.
  }
}

// Take a photo away, or stop sending it. Whether it is gone.
export async function remove(id, { base, query }) {
  const item = items.get(id);
  const isSent = !item || item.state === "done";
  if (!isSent) {
    forget(id);
    item.request?.abort();
  }
  try {
    const answer = await fetch(`${base}${id}?${query}`, { method: "DELETE" });
    if (!answer.ok && answer.status !== 404) return false;
  } catch {
    return !isSent;
  }
  forget(id);
  return true;
}

export function forget(id) {
  const item = items.get(id);
  if (!item) return;
  items.delete(id);
  letGo(item);
  if (item.url) URL.revokeObjectURL(item.url);
  changed();
}
