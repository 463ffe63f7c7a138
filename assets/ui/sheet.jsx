// A window over the customer's page that needs no server to open: it works at a counter without reception. Escape, a
// press on [data-close] and the scrim close it, and so does a new `turn`: what was asked in it is answered.
//
// A `bright` one is held up to be scanned: it keeps the screen awake where the browser lets it, and the phone's Back
// closes it and not the page. Children: 0 what opens it, 1 what it holds.
import { useEffect, useRef, useState } from "react";

function useAwake(wanted) {
  useEffect(() => {
    if (!wanted || !navigator.wakeLock) return undefined;
    let lock = null;
    let over = false;
    // The browser takes it back whenever the page is out of sight.
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const got = await navigator.wakeLock.request("screen").catch(() => null);
      if (over) got?.release();
      else lock = got;
    };
    ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", ask);
      lock?.release();
    };
  }, [wanted]);
}

function useBack(open, close) {
  useEffect(() => {
    if (!open) return undefined;
    window.history.pushState({ ...window.history.state, sheet: true }, "", window.location.href);
    window.addEventListener("popstate", close);
    return () => {
      window.removeEventListener("popstate", close);
      if (window.history.state?.sheet) window.history.back();
    };
  }, [open]);
}

export function Sheet({ bright = false, alert = false, turn, label, opener, className, children }) {
  const dialog = useRef(null);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  useAwake(open && bright);
  useBack(open && bright, close);
  useEffect(close, [turn]);
  useEffect(() => {
    if (open) dialog.current.showModal();
    else dialog.current.close();
  }, [open]);

  return (
    <>
      <button type="button" className={opener} aria-haspopup="dialog" onClick={() => setOpen(true)}>{children[0]}</button>
      <dialog
        ref={dialog} role={alert ? "alertdialog" : undefined} className={className} aria-label={label}
        onCancel={(event) => { event.preventDefault(); close(); }}
        onClick={(event) => { if (event.target === dialog.current || event.target.closest("[data-close]")) close(); }}
      >
        {open ? children[1] : null}
      </dialog>
    </>
  );
}

// Begins a message in the field with the id `field`, behind what stands there already.
export function WriteButton({ field, words, className, children }) {
  const begin = () => {
    const area = document.getElementById(field);
    if (!area.value.includes(words)) {
      const before = area.value.trimEnd();
      // React hides the setter behind one of its own, and would take the change for none.
      const text = `${before ? `${before}\n` : ""}${words} `;
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.scrollIntoView({ block: "center" });
    area.focus({ preventScroll: true });
    area.setSelectionRange(area.value.length, area.value.length);
  };
  return <button type="button" className={className} onClick={begin}>{children}</button>;
}
