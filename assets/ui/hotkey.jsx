// One keyboard shortcut: "n", "shift+s", "enter", "ctrl+enter", "?", "[", or a sequence "g r".
//
// Keys are matched here, in the browser; the server hears only of a shortcut that fired. A single letter never fires
// while somebody types; there the same letter works with Alt, where the page says so (`typing`). `press` names the id
// of a visible button or link: the shortcut presses it, so that what is disabled or hidden stays out of reach. `signal`
// opens what is already on the page (the palette, a sheet), at once and without the server.
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";

const SEQUENCE_MS = 1200;
const listeners = new Set();
let before = { key: "", at: 0 };

// Until the next frame the focus stays in the field of a dialog that was just closed: nobody types there.
const isField = (element) =>
  element instanceof HTMLElement && element.getClientRects().length > 0 &&
  (element.isContentEditable || element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button])"));

function parse(combo) {
  const steps = combo.toLowerCase().split(" ");
  const parts = steps.at(-1).split("+");
  const key = parts.at(-1) || "+";
  const has = (name) => parts.slice(0, -1).includes(name);
  return { first: steps.length > 1 ? steps[0] : "", key, shift: has("shift"), alt: has("alt"), ctrl: has("ctrl") || has("mod") };
}

const keyOf = (event) => {
  // With Alt held, some layouts give another character: the physical letter is meant.
  if (event.altKey && event.code?.startsWith("Key")) return event.code.slice(3).toLowerCase();
  return event.key.toLowerCase();
};

function fits(want, event, typing) {
  const key = keyOf(event);
  const letter = /^[a-z0-9]$/.test(want.key);
  const inField = isField(event.target);
  if (key !== want.key) return false;
  if ((event.ctrlKey || event.metaKey) !== want.ctrl) return false;
  if ((letter || want.key === "enter") && event.shiftKey !== want.shift) return false;
  if (want.first) return !inField && !event.altKey && before.key === want.first && event.timeStamp - before.at < SEQUENCE_MS;
  if (want.alt || want.ctrl) return event.altKey === want.alt;
  if (inField && letter) return typing && event.altKey;
  if (event.altKey) return false;
  if (inField && want.key === "enter") return event.target.matches('[role="combobox"][aria-expanded="false"]');
  if (want.key === "enter") return !event.target.closest?.("button, a, summary, [role=option]");
  return !inField || want.key === "escape";
}

function heard(event) {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const modal = document.querySelector("dialog:modal");
  // While a sequence is under way its second letter belongs to it and to no single-letter shortcut.
  // What the page itself offers comes before the way to another page under the same key.
  const rank = (one) => (one.want.first ? 2 : 0) + (one.press ? 1 : 0);
  const ordered = [...listeners].sort((a, b) => rank(b) - rank(a));
  const found = ordered.find((one) => (!modal || modal.contains(one.anchor.current)) && fits(one.want, event, one.typing));
  if (!isField(event.target)) before = { key: keyOf(event), at: event.timeStamp };
  if (!found) return;
  if (found.fire()) {
    event.preventDefault();
    before = { key: "", at: 0 };
  }
}

export function Hotkey({ combo, press, go, signal, typing = true, onFire }) {
  const anchor = useRef(null);
  const navigate = useNavigate();
  const latest = useRef(null);
  latest.current = () => {
    if (press) {
      const target = document.getElementById(press);
      if (!target || target.disabled || !target.getClientRects().length) return false;
      if (target.matches("input, select, textarea")) target.focus();
      else target.click();
      return true;
    }
    if (go) navigate(go);
    if (signal) document.dispatchEvent(new CustomEvent("desk-open", { detail: signal }));
    onFire?.();
    return true;
  };
  useEffect(() => {
    const one = { want: parse(combo), typing, anchor, press: Boolean(press), fire: () => latest.current() };
    if (!listeners.size) document.addEventListener("keydown", heard);
    listeners.add(one);
    return () => {
      listeners.delete(one);
      if (!listeners.size) document.removeEventListener("keydown", heard);
    };
  }, [combo, typing, press]);
  return <i ref={anchor} hidden />;
}

// Shows the sidebar's keys while G is held, or for a moment after it was pressed.
export function KeyHints() {
  useEffect(() => {
    let timer;
    const show = (event) => {
      if (event.key.toLowerCase() !== "g" || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      clearTimeout(timer);
      document.documentElement.setAttribute("data-hints", "");
      timer = setTimeout(() => document.documentElement.removeAttribute("data-hints"), SEQUENCE_MS);
    };
    document.addEventListener("keydown", show);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("keydown", show);
    };
  }, []);
  return null;
}
