// Says what just happened, and leaves after six seconds; it stays while the pointer or the focus is on it.
// The live region is always on the page, so that screen readers hear what comes into it. `serial` is counted up by the
// page at every message, so that the same words can be said twice.
import { useEffect, useState } from "react";

const STAY_MS = 6000;
// The message that has left. Every page has a toast of its own, and none may say it again, not even after a reload.
const KEY = "toast-left";
let left = Number(globalThis.sessionStorage?.getItem(KEY) ?? 0);

export function Toast({ text, serial, regionClass, className, children }) {
  const [gone, remember] = useState(left);
  const setGone = (one) => {
    left = one;
    globalThis.sessionStorage?.setItem(KEY, String(one));
    remember(one);
  };
  const [held, setHeld] = useState(false);
  const shown = Boolean(text) && serial !== gone;

  useEffect(() => {
    if (!shown || held) return undefined;
    const timer = setTimeout(() => setGone(serial), STAY_MS);
    return () => clearTimeout(timer);
  }, [shown, held, serial]);

  return (
    <div className={regionClass} role="status" aria-live="polite">
      {shown ? (
        <div
          key={serial} className={className} onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}
          onClick={(event) => { if (event.target.closest("button, a")) { setHeld(false); setGone(serial); } }}
        >
          {children}
        </div>
      ) : null}
    </div>
  );
}
