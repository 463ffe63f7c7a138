// A hand in the frames of the stage: it goes to pages, types, presses and taps as a person would, and waits for what
// appears. The frames are of our own origin, so this page may reach into them; what they run is the app as it is.
const LONGEST_WAIT_MS = 45000;
const LOOK_MS = 40;
const MAIL_MS = 900;
const TYPE_MS = 95;
const THINK_MS = 380;
// What a frame shows while the story has nothing for it.
export const EMPTY = "/stage/empty.html";
const BLANK = "about:blank";
const OLD = "__stage_left";
const ROWS = "button, label, div:has(> input)";

// 1 is a practiced hand; a test asks for less.
const pace = () => Number(new URLSearchParams(window.location.search).get("pace") ?? 1);

export const frameOf = (name) => document.getElementById(`stage-${name}`);
export const windowOf = (name) => frameOf(name)?.contentWindow;
const rest = (time) => new Promise((done) => setTimeout(done, time));
const think = () => rest(THINK_MS * pace());
const isShown = (element) => element.getClientRects().length > 0;
const isField = (element) => element?.matches?.("textarea, input:not([type=radio], [type=checkbox], [type=button])");
const said = (element) => ((isField(element) ? element.value : element.innerText) ?? "").replace(/\s+/g, " ");

// The innermost element that fits: what holds it says the same words.
export function find(name, at, text = "") {
  const found = [...(windowOf(name)?.document.querySelectorAll(at) ?? [])].filter((one) => isShown(one) && said(one).includes(text));
  return found.find((one) => !found.some((other) => other !== one && one.contains(other)));
}

export class Left extends Error {}

const FOCUSED = ["desk", "phone"];

// A frame loses its focus when the presenter's page has it. Where it was; the function puts it back.
export function keepFocus() {
  const kept = FOCUSED.map((name) => windowOf(name)?.document.activeElement);
  return () => kept.forEach((one) => one?.isConnected && one !== one.ownerDocument.body && one.focus({ preventScroll: true }));
}

export class Hand {
  // `isWanted` turns false when the story is left. `onScene` leads frames. `words` are the story's own data.
  constructor({ words, isWanted, onScene }) {
    Object.assign(this, { words: { ...words }, isWanted, onScene });
  }

  say(text) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => this.words[name] ?? whole);
  }

  async do(act) {
    const text = this.say(act.text);
    await this[act.do](act.frame, { ...act, text, path: this.say(act.path) });
  }

  async until(look, what) {
    const end = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      if (!this.isWanted()) throw new Left();
      const found = look();
      if (found) return found;
      if (performance.now() > end) throw new Error(`Waited in vain for ${what}. Replay tells the story again, with fresh data.`);
      await rest(LOOK_MS);
    }
  }

  // The inbox is a page that is looked at anew by its own button.
  async find(frame, at, text) {
    let looked = performance.now();
    return this.until(() => {
      if (frame === "inbox" && performance.now() - looked > MAIL_MS) {
        looked = performance.now();
        find(frame, "button[aria-label='Look for new mails']")?.click();
      }
      return find(frame, at, text);
    }, `“${text || at}” (${frame})`);
  }

  async go(frame, { path }) {
    const before = windowOf(frame);
    if (before) before[OLD] = true;
    // An empty page is no scene: there is no code for a phone in the room.
    this.onScene({ [frame]: path === EMPTY ? "" : path });
    if (path === EMPTY) before?.location.replace(EMPTY);
    await this.until(() => {
      const now = windowOf(frame);
      return now && !now[OLD] && now.location.href !== BLANK && now.document.readyState !== "loading";
    }, `the page in the ${frame}`);
  }

  async see(frame, { at, text }) {
    await this.find(frame, at, text);
  }

  async point(frame, { at, text }) {
    const element = await this.find(frame, at, text);
    const view = windowOf(frame);
    const place = element.getBoundingClientRect();
    if (place.top < 0 || place.bottom > view.innerHeight - 80) {
      view.scrollBy({ top: place.top - view.innerHeight / 3, behavior: "smooth" });
    }
    // Rows lie edge to edge: a ring around one would be cut off.
    const outlineOffset = element.matches(ROWS) ? "-3px" : "4px";
    const ring = (alpha) => ({ outline: `3px solid color-mix(in srgb, var(--accent) ${alpha}%, transparent)`, outlineOffset });
    element.animate([ring(0), ring(100), ring(100), ring(0)], { duration: 2600, easing: "ease-out" });
  }

  async focus(frame, { at }) {
    await this.until(() => windowOf(frame)?.document.activeElement?.matches(at), `the focus (${frame})`);
  }

  async keep(frame, { at, text, keys }) {
    const pattern = keys === "link" ? /\/l\/[\w-]+/ : /RMA-[\w-]+/;
    const element = await this.find(frame, at, text);
    this.words[keys] = said(element).match(pattern)[0];
  }

  async tap(frame, { at, text }) {
    const element = await this.until(() => {
      const one = find(frame, at, text);
      return one && !one.disabled && one.getAttribute("aria-disabled") !== "true" ? one : null;
    }, `“${text || at}” to press (${frame})`);
    await think();
    touch(windowOf(frame), element);
    element.click();
  }

  // A list takes two: it is opened, and one is chosen.
  async choose(frame, { at, text }) {
    const list = await this.find(frame, at, "");
    const option = await this.until(() => [...list.options].find((one) => one.text === text), `“${text}” in a list`);
    await think();
    touch(windowOf(frame), list);
    await think();
    touch(windowOf(frame), list);
    put(list, option.value);
  }

  async type(frame, { at, text }) {
    const field = await this.find(frame, at, "");
    const { document: page } = windowOf(frame);
    if (page.activeElement !== field) {
      await think();
      touch(windowOf(frame), field);
    }
    if (field.value) {
      key(windowOf(frame), field, "Delete");
      put(field, "");
    }
    for (const letter of text) {
      if (!this.isWanted()) throw new Left();
      await rest(TYPE_MS * pace());
      key(windowOf(frame), field, letter);
      put(field, field.value + letter);
    }
  }

  async press(frame, { keys }) {
    await think();
    const view = windowOf(frame);
    const parts = keys.split("+");
    const held = { shiftKey: parts.includes("Shift"), ctrlKey: parts.includes("Control"), altKey: parts.includes("Alt") };
    for (const name of parts.slice(0, -1)) key(view, at(view), name);
    const target = at(view);
    if (key(view, target, parts.at(-1), held)) follow(view, target, parts.at(-1));
  }

  async cut(frame, { text }) {
    lineOf(windowOf(frame)).word = text;
  }

  async mend(frame) {
    lineOf(windowOf(frame)).mend();
  }
}

const at = (view) => view.document.activeElement ?? view.document.body;

// Whether the page left the key to the browser.
function key(view, target, name, held = {}) {
  const code = /^[a-z]$/i.test(name) ? `Key${name.toUpperCase()}` : name;
  const facts = { key: name, code, bubbles: true, cancelable: true, ...held };
  const isLeft = target.dispatchEvent(new view.KeyboardEvent("keydown", facts));
  target.dispatchEvent(new view.KeyboardEvent("keyup", facts));
  return isLeft;
}

// What browsers do for a key by themselves, which they do not for one that no person pressed.
function follow(view, target, name) {
  if (name === "Tab") next(view, target)?.focus();
  if (name !== "Enter" || !target.isConnected) return;
  if (target.matches("button, a[href], summary")) target.click();
  else if (isField(target)) target.form?.requestSubmit();
}

function next(view, target) {
  const { document: page } = view;
  const room = page.querySelector("dialog:modal") ?? page;
  const stops = [...room.querySelectorAll("a[href], button, input, select, textarea, [tabindex]")];
  const open = stops.filter((one) => isShown(one) && !one.disabled && one.tabIndex >= 0);
  return open[open.indexOf(target) + 1] ?? open[0];
}

function touch(view, element) {
  const place = element.getBoundingClientRect();
  const [x, y] = [place.left + Math.min(place.width / 2, 120), place.top + place.height / 2];
  const facts = { bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0, isPrimary: true };
  element.dispatchEvent(new view.PointerEvent("pointerdown", facts));
  element.dispatchEvent(new view.MouseEvent("mousedown", facts));
  element.focus({ preventScroll: true });
  element.dispatchEvent(new view.PointerEvent("pointerup", facts));
  element.dispatchEvent(new view.MouseEvent("mouseup", facts));
  ripple(view, x, y);
}

function ripple(view, x, y) {
  const dot = view.document.createElement("i");
  dot.ariaHidden = "true";
  const look = { position: "fixed", left: `${x - 22}px`, top: `${y - 22}px`, width: "44px", height: "44px" };
  Object.assign(dot.style, look, { borderRadius: "50%", background: "var(--accent)", pointerEvents: "none", zIndex: "9999" });
  view.document.body.append(dot);
  const away = [{ opacity: 0.45, transform: "scale(.4)" }, { opacity: 0, transform: "scale(1.3)" }];
  dot.animate(away, { duration: 700, easing: "ease-out" }).finished.finally(() => dot.remove());
}

function put(control, value) {
  // React hides the setter behind one of its own, and would take the change for none.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value").set.call(control, value);
  for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
}

// The line of a frame, to be cut: nothing that is sent leaves any more, and no answer arrives.
function lineOf(view) {
  if (view.stageLine) return view.stageLine;
  const { send } = view.WebSocket.prototype;
  const { fetch } = view;
  const sockets = new Set();
  const line = { word: "", down: false };
  line.fall = () => {
    Object.assign(line, { word: "", down: true });
    for (const one of sockets) {
      one.onmessage = () => {};
      setTimeout(() => one.close(), 300);
    }
    view.fetch = () => Promise.reject(new TypeError("The line is cut."));
    Object.defineProperty(view.navigator, "onLine", { get: () => false, configurable: true });
    view.dispatchEvent(new view.Event("offline"));
  };
  line.mend = () => {
    if (!line.down) return;
    line.down = false;
    view.fetch = fetch;
    delete view.navigator.onLine;
    view.dispatchEvent(new view.Event("online"));
  };
  view.WebSocket.prototype.send = function (data) {
    if (line.down) {
      this.close();
      return;
    }
    sockets.add(this);
    send.call(this, data);
    if (line.word && typeof data === "string" && data.includes(line.word)) line.fall();
  };
  view.stageLine = line;
  return line;
}
