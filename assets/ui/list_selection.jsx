// Rows that are selected: X, Shift+J and Shift+K, a press with Shift for a range, Escape for none. It lives in the
// browser, so that a tick costs no round trip; the server hears of it when something is done, and checks every id anew.
import { useEffect, useRef, useSyncExternalStore } from "react";
import { useLocation } from "react-router";

const MOST = 200;
// id -> the acts that are legal for it, as words with blanks between them.
const picked = new Map();
const listeners = new Set();
let version = 0;
let last = "";

const changed = () => { version += 1; listeners.forEach((one) => one()); };
const subscribe = (one) => { listeners.add(one); return () => listeners.delete(one); };
const useVersion = () => useSyncExternalStore(subscribe, () => version, () => 0);

function put(id, acts, on) {
  if (!id || on === picked.has(id)) return;
  if (!on) picked.delete(id);
  else if (picked.size < MOST) picked.set(id, acts);
}

function clear() {
  if (!picked.size) return;
  picked.clear();
  last = "";
  changed();
}

const boxes = () => [...document.querySelectorAll("input[data-pick]")];
const boxOf = (element) => element?.closest?.("tr")?.querySelector("input[data-pick]");
const pick = (box, on) => put(box.dataset.pick, box.dataset.acts, on);

export function Pick({ id, acts, label, className, boxClass }) {
  useVersion();
  const on = picked.has(id);
  useEffect(() => {
    // What was legal when it was selected may not be any more.
    if (picked.has(id) && picked.get(id) !== acts) { picked.set(id, acts); changed(); }
  }, [id, acts, on]);
  const toggle = (event) => {
    const want = !on;
    if (event.nativeEvent.shiftKey && last) {
      const all = boxes();
      const ends = [all.findIndex((one) => one.dataset.pick === last), all.indexOf(event.target)].sort((a, b) => a - b);
      if (ends[0] >= 0) all.slice(ends[0], ends[1] + 1).forEach((one) => pick(one, want));
    }
    put(id, acts, want);
    last = id;
    changed();
  };
  return (
    <label className={className}>
      <input
        type="checkbox" className={boxClass} checked={on} data-pick={id} data-acts={acts} aria-label={label} onChange={toggle}
        // Keys go on from the row, and the page's words are not marked by a press with Shift.
        onMouseDown={(event) => { if (event.shiftKey) event.preventDefault(); }}
      />
    </label>
  );
}

export function PickAll({ ids, label, className, boxClass }) {
  useVersion();
  const box = useRef(null);
  const count = ids.filter((id) => picked.has(id)).length;
  const all = count > 0 && count === ids.length;
  useEffect(() => { if (box.current) box.current.indeterminate = count > 0 && !all; }, [count, all]);
  const toggle = () => { boxes().forEach((one) => pick(one, !all)); changed(); };
  return (
    <label className={className}>
      <input ref={box} type="checkbox" className={boxClass} checked={all} aria-label={label} onChange={toggle} />
    </label>
  );
}

const isField = (element) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button])"));

// Stands once on the page. `done` counts what was carried out: then nothing is selected any more.
export function PickKeys({ done = 0 }) {
  const location = useLocation();
  const params = new URLSearchParams(location.search);
  params.delete("before");
  params.delete("after");
  const list = params.toString();
  const seen = useRef({ done, list });
  useEffect(() => {
    if (seen.current.done !== done || seen.current.list !== list) clear();
    seen.current = { done, list };
  }, [done, list]);
  useEffect(() => clear, []);
  useEffect(() => {
    const keyed = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target) || document.querySelector("dialog:modal, [data-panel], [data-menu]")) return;
      const key = event.key.toLowerCase();
      const here = boxOf(document.activeElement);
      if (key === "x" && here && !event.shiftKey) {
        event.preventDefault();
        pick(here, !picked.has(here.dataset.pick));
        last = here.dataset.pick;
        changed();
      } else if (event.shiftKey && (key === "j" || key === "k") && here) {
        // The row that is left and the one that is come to; moving on is the table's own doing.
        pick(here, true);
        requestAnimationFrame(() => {
          const next = boxOf(document.activeElement);
          if (next) { pick(next, true); last = next.dataset.pick; }
          changed();
        });
      } else if (key === "escape" && picked.size) {
        event.preventDefault();
        clear();
      }
    };
    document.addEventListener("keydown", keyed, true);
    return () => document.removeEventListener("keydown", keyed, true);
  }, []);
  return <i hidden />;
}

// Floats while something is selected. The children are its acts.
export function BulkBar({ label, className, countClass, clearClass, keyClass, children }) {
  useVersion();
  if (!picked.size) return null;
  const words = picked.size >= MOST ? `${MOST} selected, the most at once` : `${picked.size} selected`;
  return (
    <div role="toolbar" aria-label={label} data-bulk="" className={className}>
      <span className={countClass} role="status">{words}</span>
      {children}
      <button type="button" className={clearClass} onClick={clear}>Clear<kbd className={keyClass} aria-hidden="true">Esc</kbd></button>
    </div>
  );
}

// One act of the bar: shown while it is legal for all that is selected.
export function BulkAct({ act, id, className, onAsk, children }) {
  useVersion();
  if (![...picked.values()].every((acts) => (acts ?? "").split(" ").includes(act))) return null;
  return <button type="button" id={id} className={className} onClick={() => onAsk?.([...picked.keys()])}>{children}</button>;
}
