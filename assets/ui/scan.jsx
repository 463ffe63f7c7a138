// The warehouse's two forms: a field that takes scans wherever the hands are, and a sheet of counts.
//
// A scanner types fast and ends with Enter. ScanField has the focus unless somebody is typing elsewhere; a capital
// letter or a digit that is typed beside any field goes into it. A scan that hits a count by mistake is recognized by
// its speed: the count gets back what it held, and the code is scanned. The field is emptied at once, so that two
// scans in quick succession are two.
import { useEffect, useRef } from "react";

// No hand types so fast for so long.
const SCAN_GAP_MS = 45;
const SCAN_LENGTH = 8;
const REST_MS = 500;

const isField = (element) => element instanceof HTMLElement && element.matches("input:not([type=checkbox], [type=radio]), textarea, select");
const modal = () => document.querySelector("dialog:modal");

export function ScanField({ id, label, placeholder, className, onScan }) {
  const input = useRef(null);
  const latest = useRef(onScan);
  latest.current = onScan;

  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    let burst = { text: "", at: 0, field: null, before: "" };

    const heard = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || modal()) return;
      const target = event.target;
      if (target === input.current) return;
      if (!isField(target)) {
        // Capitals and digits are what scanners send; small letters stay shortcuts.
        if (/^[A-Z0-9(\]]$/.test(event.key)) {
          event.stopPropagation();
          input.current?.focus();
        }
        return;
      }
      const quick = burst.field === target && event.timeStamp - burst.at < SCAN_GAP_MS;
      if (event.key === "Enter" && quick && burst.text.length >= SCAN_LENGTH) {
        event.preventDefault();
        event.stopPropagation();
        target.value = burst.before;
        target.dispatchEvent(new Event("input", { bubbles: true }));
        latest.current?.(burst.text);
        input.current?.focus();
        burst = { text: "", at: 0, field: null, before: "" };
        return;
      }
      if (event.key.length !== 1) return;
      if (!quick) burst = { text: "", at: 0, field: target, before: target.value };
      burst = { ...burst, text: burst.text + event.key, at: event.timeStamp };
    };

    const left = () => {
      setTimeout(() => {
        const nowhere = document.activeElement === document.body || document.activeElement === null;
        if (nowhere && !modal() && window.getSelection()?.isCollapsed !== false) input.current?.focus({ preventScroll: true });
      }, 0);
    };

    document.addEventListener("keydown", heard, true);
    document.addEventListener("focusout", left);
    return () => {
      document.removeEventListener("keydown", heard, true);
      document.removeEventListener("focusout", left);
    };
  }, []);

  const pressed = (event) => {
    const text = input.current.value.trim();
    if (event.key === "Enter") {
      event.preventDefault();
      input.current.value = "";
      if (text) onScan?.(text);
    } else if (event.key === "Escape") {
      input.current.value = "";
    } else if (!text && (event.key === "+" || event.key === "ArrowDown")) {
      const target = document.querySelector(event.key === "+" ? "[data-all]" : "[data-count]");
      if (!target) return;
      event.preventDefault();
      if (event.key === "+") target.click();
      else target.focus();
    }
  };

  return (
    <input
      ref={input} id={id} name={id} type="text" inputMode="text" autoComplete="off" autoCorrect="off" autoCapitalize="characters" spellCheck={false}
      maxLength={200} enterKeyHint="go" aria-label={label} placeholder={placeholder} className={className} onKeyDown={pressed}
    />
  );
}

function gather(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields[name] = value;
  return fields;
}

// The counts of one parcel. Edits are told a moment after the last one, and at once when the parcel leaves the screen:
// onEdit(parcel, fields). Enter goes to the next count and from the last one to the button that ends the check; + takes
// what is not counted as announced. `rows` counts the rows of what nobody had announced.
export function CountForm({ parcel, rows = 0, complaint = 0, className, onEdit, onDone, children }) {
  const form = useRef(null);
  const timer = useRef(null);
  const pending = useRef(null);
  const latest = useRef(onEdit);
  latest.current = onEdit;

  const flush = () => {
    clearTimeout(timer.current);
    if (!pending.current) return;
    latest.current?.(parcel, pending.current);
    pending.current = null;
  };
  const edited = () => {
    pending.current = gather(form.current);
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, REST_MS);
  };
  const done = () => {
    clearTimeout(timer.current);
    pending.current = null;
    onDone?.(parcel, gather(form.current));
  };
  const all = () => {
    for (const count of form.current.querySelectorAll("[data-expected]")) if (!count.value.trim()) count.value = count.dataset.expected;
    done();
  };
  const pressed = (event) => {
    const target = event.target;
    if (event.key === "Escape" && isField(target)) {
      event.preventDefault();
      document.getElementById("scan")?.focus();
    } else if (event.key === "+" && target.matches("[data-count]")) {
      event.preventDefault();
      all();
    } else if (event.key === "Enter" && target.matches("input")) {
      event.preventDefault();
      const counts = [...form.current.querySelectorAll("[data-count]")];
      const next = target.matches("[data-count]") ? counts[counts.indexOf(target) + 1] : null;
      (next ?? form.current.querySelector("[data-done]"))?.focus();
      next?.select();
    }
  };

  useEffect(() => flush, [parcel]);

  // A row that was just added takes the focus, once it is there.
  const before = useRef(rows);
  useEffect(() => {
    if (rows > before.current) [...form.current.querySelectorAll("[data-extra]")].at(-1)?.focus();
    before.current = rows;
  }, [rows]);

  useEffect(() => {
    if (complaint) form.current?.querySelector('[aria-invalid="true"]')?.focus();
  }, [complaint]);

  return (
    <form
      ref={form} noValidate autoComplete="off" className={className} onInput={edited} onKeyDown={pressed}
      onClick={(event) => { if (event.target.closest("[data-all]")) all(); }}
      onSubmit={(event) => { event.preventDefault(); done(); }}
    >
      {children}
    </form>
  );
}
