// The browser's own modal dialog: it traps focus, makes the rest inert and gives focus back to its opener.
// Open or not is the page's to say; Escape and a press on the scrim only ask to be closed.
import { useEffect, useRef } from "react";

export function Dialog({ open, label, labelledBy, className, alert = false, onClose, children }) {
  const dialog = useRef(null);

  useEffect(() => {
    const element = dialog.current;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);

  return (
    <dialog
      ref={dialog} role={alert ? "alertdialog" : undefined} className={className} aria-label={label || undefined}
      aria-labelledby={labelledBy || undefined}
      onCancel={(event) => { event.preventDefault(); onClose?.(); }}
      onMouseDown={(event) => { if (event.target === dialog.current) onClose?.(); }}
    >
      {open ? children : null}
    </dialog>
  );
}
