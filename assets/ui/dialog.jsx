// The browser's own modal dialog: it traps focus, makes the rest inert and gives focus back to its opener.
// Open or not is the page's to say (`open`); Escape and a press on the scrim only ask to be closed. One with a `name`
// is opened and closed here instead, without the server: by the signal of that name, or a press on [data-open=name].
import { useEffect, useRef, useState } from "react";

export function Dialog({ open, name, label, labelledBy, className, alert = false, onClose, children }) {
  const dialog = useRef(null);
  const [asked, setAsked] = useState(false);
  const shown = name ? asked : open;
  const close = () => (name ? setAsked(false) : onClose?.());

  useEffect(() => {
    const element = dialog.current;
    if (shown && !element.open) element.showModal();
    if (!shown && element.open) element.close();
  }, [shown]);

  useEffect(() => {
    if (!name) return undefined;
    const signaled = (event) => event.detail === name && setAsked(true);
    const pressed = (event) => event.target.closest?.(`[data-open="${name}"]`) && setAsked(true);
    document.addEventListener("desk-open", signaled);
    document.addEventListener("click", pressed);
    return () => {
      document.removeEventListener("desk-open", signaled);
      document.removeEventListener("click", pressed);
    };
  }, [name]);

  return (
    <dialog
      ref={dialog} role={alert ? "alertdialog" : undefined} className={className} aria-label={label || undefined}
      aria-labelledby={labelledBy || undefined}
      onCancel={(event) => { event.preventDefault(); close(); }}
      onMouseDown={(event) => { if (event.target === dialog.current) close(); }}
      onClick={(event) => { if (name && event.target.closest("[data-close]")) close(); }}
    >
      {shown ? children : null}
    </dialog>
  );
}
