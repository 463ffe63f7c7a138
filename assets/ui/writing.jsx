// Two ways to write, one at a time. A button with data-writes="message" shows the form with data-form="message" and puts
// the cursor into it at once, so that no key is lost on the way; what is typed in the other form stays there.
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

export function Writing({ className, children }) {
  const box = useRef(null);
  const [mode, setMode] = useState("note");

  useEffect(() => {
    for (const button of box.current.querySelectorAll("[data-writes]"))
      button.setAttribute("aria-pressed", String(button.dataset.writes === mode));
  });
  useEffect(() => {
    // A message that was begun before a reload is what its writer wants to see.
    const begun = [...box.current.querySelectorAll("[data-form]")].filter((form) => form.querySelector("textarea")?.value);
    if (begun.length === 1) setMode(begun[0].dataset.form);
  }, []);

  const pressed = (event) => {
    const button = event.target.closest("[data-writes]");
    if (!button) return;
    flushSync(() => setMode(button.dataset.writes));
    box.current.querySelector(`[data-form="${button.dataset.writes}"] textarea`)?.focus();
  };
  return <div ref={box} className={className} data-mode={mode} onClick={pressed}>{children}</div>;
}
