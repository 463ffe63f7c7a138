// Rows of a table: a press anywhere on a row opens it, J and K move between the rows' own links (a[data-row]). Where the
// row that had the focus goes away, as when a search answers a moment later, the row now in its place has it.
import { useEffect, useRef } from "react";

const isField = (element) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button])"));
const linkOf = (element) => element?.closest?.("tr")?.querySelector("a[data-row]");

export function RowKeys() {
  const anchor = useRef(null);
  useEffect(() => {
    const links = () => [...document.querySelectorAll("a[data-row]")];
    const keyed = (event) => {
      if (event.key === "Enter" && event.target.matches?.("tr input[type=checkbox]")) linkOf(event.target)?.click();
      const by = { j: 1, k: -1 }[event.key.toLowerCase()];
      if (!by || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      if (document.querySelector("dialog:modal")) return;
      const all = links();
      // From the row's checkbox it goes on as from its link.
      const here = all.indexOf(linkOf(document.activeElement) ?? document.activeElement);
      const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by];
      next?.focus();
      next?.scrollIntoView({ block: "nearest" });
    };
    const pressed = (event) => {
      if (event.defaultPrevented || event.button !== 0 || event.target.closest("a, button, input, label, select")) return;
      // Somebody who marks words to copy them does not want to leave.
      if (String(document.getSelection() ?? "")) return;
      event.target.closest("tr")?.querySelector("a[data-row]")?.click();
    };
    let focused = null;
    let place = 0;
    const entered = (event) => {
      focused = linkOf(event.target);
      place = links().indexOf(focused);
    };
    const forget = () => { focused = null; };
    const changes = new MutationObserver(() => {
      if (!focused || focused.isConnected || document.activeElement !== document.body) return;
      links().slice(0, place + 1).at(-1)?.focus({ preventScroll: true });
    });
    changes.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", entered);
    document.addEventListener("pointerdown", forget);
    document.addEventListener("keydown", keyed);
    document.addEventListener("click", pressed);
    return () => {
      changes.disconnect();
      document.removeEventListener("focusin", entered);
      document.removeEventListener("pointerdown", forget);
      document.removeEventListener("keydown", keyed);
      document.removeEventListener("click", pressed);
    };
  }, []);
  return <i ref={anchor} hidden />;
}
