// A text area whose words outlive a reload, an error and whatever changes around it: they are kept for this tab, with
// a key drawn once for each text, so that sending it again after a lost answer writes it once.
//
// `place` names the text ("note:<return>"). With `keep`, a customer's own return, they outlive the tab as well. `sent`
// grows when the server has taken what was sent; only then the field is emptied, and whatever was typed meanwhile stays.
import { useEffect, useRef } from "react";
import { forget, recall, remember } from "./kept.js";

const draw = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

function load(place, keep) {
  try {
    return (keep ? recall(keep, place) : JSON.parse(sessionStorage.getItem(place))) ?? { words: "", key: draw() };
  } catch {
    return { words: "", key: draw() };
  }
}

function save(place, keep, kept) {
  try {
    if (keep) kept.words ? remember(keep, place, kept) : forget(keep, place);
    else if (kept.words) sessionStorage.setItem(place, JSON.stringify(kept));
    else sessionStorage.removeItem(place);
  } catch {
    // A browser that keeps nothing still sends.
  }
}

export function KeptText({
  place, keep, sent = 0, name, rows = 3, maxLength, className, label, placeholder, invalid = false, id,
}) {
  const area = useRef(null);
  const keyField = useRef(null);
  const kept = useRef({ words: "", key: "" });
  const leaving = useRef(null);
  const before = useRef({ place: "", sent });

  const show = (next) => {
    kept.current = next;
    area.current.value = next.words;
    keyField.current.value = next.key;
  };

  useEffect(() => {
    show(load(place, keep));
    before.current = { place, sent };
  }, [place, keep]);

  useEffect(() => {
    const grew = before.current.place === place && sent > before.current.sent;
    // A server that lost the page counts from the beginning.
    before.current.sent = sent;
    if (!grew) return;
    const words = area.current.value;
    const gone = leaving.current ?? words;
    leaving.current = null;
    show({ words: words.startsWith(gone) ? words.slice(gone.length).trimStart() : words, key: draw() });
    save(place, keep, kept.current);
  }, [sent, place, keep]);

  useEffect(() => {
    const form = area.current?.form;
    const sending = () => { leaving.current = area.current.value; };
    form?.addEventListener("submit", sending);
    return () => form?.removeEventListener("submit", sending);
  }, []);

  const typed = (event) => {
    kept.current = { ...kept.current, words: event.target.value };
    save(place, keep, kept.current);
  };
  const keyed = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.target.form?.requestSubmit();
  };
  return (
    <>
      <textarea
        ref={area} id={id} name={name} rows={rows} maxLength={maxLength} className={className} aria-label={label || undefined}
        placeholder={placeholder} aria-invalid={invalid ? "true" : "false"} aria-describedby={invalid ? `${id}-error` : undefined}
        defaultValue="" onInput={typed} onKeyDown={keyed}
      />
      <input ref={keyField} type="hidden" name="key" defaultValue="" />
    </>
  );
}
