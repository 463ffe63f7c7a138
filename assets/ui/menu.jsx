// A button that opens a short list of acts (ARIA menu button). Children: 0 the button's content, 1 the items.
// An item is any button or link inside; arrow keys move between them, Escape gives focus back to the button.
import { useEffect, useRef, useState } from "react";

export function Menu({ label, buttonClass, panelClass, children }) {
  const slots = Array.isArray(children) ? children : [children];
  const [open, setOpen] = useState(false);
  const box = useRef(null);
  const opener = useRef(null);
  const items = () => [...box.current.querySelectorAll("[data-menu] :is(button, a):not(:disabled)")];

  useEffect(() => {
    if (!open) return undefined;
    items()[0]?.focus();
    const away = (event) => { if (!box.current?.contains(event.target)) setOpen(false); };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);

  const keyed = (event) => {
    if (!open) return;
    const list = items();
    const here = list.indexOf(document.activeElement);
    const go = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: list.length - 1 }[event.key];
    if (go !== undefined) {
      event.preventDefault();
      list[(go + list.length) % list.length]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); }
      setOpen(false);
      opener.current?.focus();
    }
  };

  return (
    <span ref={box} className="relative inline-flex" onKeyDown={keyed}>
      <button
        ref={opener} type="button" className={buttonClass} aria-label={label || undefined} title={label || undefined}
        aria-expanded={open ? "true" : "false"} onClick={() => setOpen(!open)}
      >
        {slots[0]}
      </button>
      {open ? <div data-menu="" className={panelClass} onClick={() => setOpen(false)}>{slots[1]}</div> : null}
    </span>
  );
}
