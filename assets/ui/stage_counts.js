// Counts what happens in the frames of the stage: the events themselves, whoever makes them.
import { frameOf, windowOf } from "./stage_hand.js";

const FRAMES = ["desk", "phone"];
const NONE = { keys: 0, letters: 0, clicks: 0, taps: 0, screens: 0, behind: 0, seconds: 0 };
const ANSWERS = "main .sticky button, main form button[type=submit]";

const isTyped = (event) =>
  event.key.length === 1 && !event.ctrlKey && event.target.matches?.("textarea, input:not([type=radio], [type=checkbox])");

export class Counts {
  constructor(onChange) {
    this.onChange = onChange;
    this.heard = new WeakSet();
    this.listen = () => FRAMES.forEach((name) => this.hear(name));
    this.begin();
  }

  begin() {
    this.now = { ...NONE };
    this.answered = new Set();
    this.started = 0;
    this.onChange({ ...this.now });
  }

  open() {
    this.listen();
    for (const name of FRAMES) frameOf(name)?.addEventListener("load", this.listen);
    this.timer = setInterval(() => { this.listen(); this.tell(); }, 100);
  }

  close() {
    clearInterval(this.timer);
    for (const name of FRAMES) frameOf(name)?.removeEventListener("load", this.listen);
  }

  // The clock runs while something is done, and stands while the presenter speaks.
  start() {
    this.started = performance.now();
  }

  stop() {
    if (this.started) this.now.seconds += (performance.now() - this.started) / 1000;
    this.started = 0;
    this.tell();
  }

  noteBehind(ms) {
    this.now.behind = Math.max(this.now.behind, ms);
  }

  tell() {
    const running = this.started ? (performance.now() - this.started) / 1000 : 0;
    this.onChange({ ...this.now, seconds: this.now.seconds + running });
  }

  hear(name) {
    const view = windowOf(name);
    // A frame has a window of its own for every page that it shows.
    if (!view || this.heard.has(view.document)) return;
    this.heard.add(view.document);
    view.document.addEventListener("pointerdown", (event) => {
      this.now[name === "desk" ? "clicks" : "taps"] += 1;
      if (name === "phone" && event.target.closest?.(ANSWERS)) {
        this.answered.add(new URLSearchParams(view.location.search).get("step"));
        this.now.screens = this.answered.size;
      }
    }, true);
    if (name !== "desk") return;
    view.document.addEventListener("keydown", (event) => {
      if (!event.repeat) this.now[isTyped(event) ? "letters" : "keys"] += 1;
    }, true);
  }
}
