// A search field with a list that belongs to it (ARIA combobox, listbox popup).
//
// The field is uncontrolled: what is typed stays typed, whatever the server answers and whenever. The rows are drawn
// by the page and come in as children; this file only knows that a row has role="option" and a data-value.
// Children, by position: 0 note, 1 rows, 2 create row, 3 skeleton, 4 foot.
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from "react";

const PATIENCE_MS = 300; // a wait shorter than this shows the old rows, not a skeleton
const LONGEST = 200; // as a product that is typed in may be; more would be refused after the field was emptied

export function Combobox({
  id, name, label, placeholder, answered = "", hasCreate = false, createWords = "", status = "", minLength = 1,
  wait = 150, inputClass, popupClass, createClass, noteClass, invalid, describedBy, autoFocus = false, keepText = false,
  enterKeyHint = "search", onQuery, onPick, onCreate, onEmptyEnter, children,
}) {
  const slots = Array.isArray(children) ? children : [children];
  const own = useId();
  const fieldId = id || own;
  const listId = `${fieldId}-list`;
  const field = useRef(null);
  const popup = useRef(null);
  const box = useRef(null);
  const timer = useRef(null);
  const pickOnArrival = useRef(false);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [slow, setSlow] = useState(false);

  const asked = text.trim();
  const searching = open && asked.length >= minLength && asked !== answered;
  const shown = open && asked.length >= minLength;

  const rows = useCallback(
    () => [...(popup.current?.querySelectorAll('[role="option"]:not([aria-disabled="true"])') ?? [])],
    [],
  );

  const close = useCallback(() => {
    setOpen(false);
    setActive(0);
    pickOnArrival.current = false;
  }, []);

  const clear = useCallback((kept) => {
    clearTimeout(timer.current);
    const next = kept ?? "";
    if (field.current) field.current.value = next;
    setText(next);
    close();
  }, [close]);

  const pick = useCallback((row) => {
    if (!row) return;
    if (row.hasAttribute("data-create")) onCreate?.(asked);
    else onPick?.(row.getAttribute("data-value") ?? "");
    clear(keepText ? row.getAttribute("data-text") ?? asked : "");
    field.current?.focus();
  }, [asked, clear, keepText, onCreate, onPick]);

  const type = (event) => {
    const next = event.target.value;
    setText(next);
    setOpen(true);
    setActive(0);
    pickOnArrival.current = false;
    clearTimeout(timer.current);
    if (next.trim().length >= minLength) timer.current = setTimeout(() => onQuery?.(next.trim()), wait);
  };

  const keyed = (event) => {
    if (event.isComposing) return;
    const list = rows();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (list.length) setActive((now) => (now + step + list.length) % list.length);
    } else if (event.key === "Enter" && shown) {
      event.preventDefault();
      // An answer to other words is on screen: the first row of the right answer is meant.
      if (searching) pickOnArrival.current = true;
      else pick(list[active]);
    } else if (event.key === "Enter" && !asked && onEmptyEnter) {
      event.preventDefault();
      onEmptyEnter();
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      close();
    }
  };

  useEffect(() => {
    setSlow(false);
    if (!searching) return undefined;
    const late = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => clearTimeout(late);
  }, [searching, asked]);

  useEffect(() => () => clearTimeout(timer.current), []);

  useEffect(() => {
    const away = (event) => {
      if (!box.current?.contains(event.target)) close();
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [close]);

  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);

  useLayoutEffect(() => {
    const list = rows();
    list.forEach((row, index) => {
      if (!row.id) row.id = `${listId}-${row.getAttribute("data-value") || "create"}`;
      row.setAttribute("aria-selected", index === active ? "true" : "false");
      if (index === active) row.scrollIntoView({ block: "nearest" });
    });
    const chosen = shown ? list[active] : undefined;
    if (chosen) field.current?.setAttribute("aria-activedescendant", chosen.id);
    else field.current?.removeAttribute("aria-activedescendant");
    if (pickOnArrival.current && shown && !searching) {
      pickOnArrival.current = false;
      // Only what was found is taken in advance; making something new is always a choice of its own.
      if (chosen && !chosen.hasAttribute("data-create")) pick(chosen);
    }
  });

  const overRow = (event) => {
    const row = event.target.closest('[role="option"]');
    const index = row ? rows().indexOf(row) : -1;
    if (index >= 0 && index !== active) setActive(index);
  };
  const pressRow = (event) => {
    const row = event.target.closest('[role="option"]:not([aria-disabled="true"])');
    if (row) pick(row);
  };

  return (
    <div ref={box} className="relative">
      <input
        ref={field} id={fieldId} name={name} type="text" role="combobox" className={inputClass}
        aria-label={label || undefined} placeholder={placeholder || undefined} autoComplete="off" spellCheck={false}
        maxLength={LONGEST}
        aria-expanded={shown ? "true" : "false"} aria-controls={listId} aria-autocomplete="list" aria-haspopup="listbox"
        aria-invalid={invalid ? "true" : undefined} aria-describedby={describedBy || undefined} enterKeyHint={enterKeyHint}
        onChange={type} onKeyDown={keyed} onFocus={() => asked && setOpen(true)}
      />
      <span className="sr-only" role="status">{shown && !searching ? status : ""}</span>
      <div
        ref={popup} hidden={!shown} className={popupClass} onPointerMove={overRow} onClick={pressRow}
        onMouseDown={(event) => event.preventDefault()}
      >
        {searching && slow ? null : slots[0] ? <div className={noteClass}>{slots[0]}</div> : null}
        <div id={listId} role="listbox" aria-label={label || "Results"} aria-busy={searching ? "true" : undefined}>
          {searching && slow ? slots[3] : slots[1]}
          {hasCreate && asked ? (
            <div role="option" data-create="" data-value="" className={createClass}>
              {slots[2]}
              <span>{createWords.replace("{text}", asked)}</span>
            </div>
          ) : null}
        </div>
        {slots[4]}
      </div>
    </div>
  );
}
