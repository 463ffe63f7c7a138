// Copies a text, wholly in the browser, and says so. Children: 0 what is shown, 1 what is shown for two seconds after.
import { useEffect, useRef, useState } from "react";

const SHOW_MS = 2000;

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // Without https there is no clipboard to write to, but a selection can still be copied.
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("The browser refused to copy.");
  return undefined;
}

export function CopyButton({ id, text, label, copiedWords, failedWords, className, onCopied, children }) {
  const slots = Array.isArray(children) ? children : [children];
  const [state, setState] = useState("idle");
  const timer = useRef(null);
  useEffect(() => () => clearTimeout(timer.current), []);

  const press = async () => {
    try {
      await copy(text);
      setState("copied");
      onCopied?.();
    } catch {
      setState("failed");
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setState("idle"), SHOW_MS);
  };

  return (
    <button id={id} type="button" className={className} aria-label={label || undefined} title={label || undefined} onClick={press}>
      {state === "copied" ? slots[1] : slots[0]}
      <span className="sr-only" role="status">
        {state === "copied" ? copiedWords : state === "failed" ? failedWords : ""}
      </span>
    </button>
  );
}
