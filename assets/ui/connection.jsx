// Shows its first child while the connection is gone, and its second for four seconds after it came back.
// A gap shorter than a second is nobody's business and shows nothing.
import { useEffect, useState } from "react";
import { useGone } from "./line.js";

const BLINK_MS = 1000;
const BACK_MS = 4000;

export function Connection({ lost, className, label, children }) {
  const slots = Array.isArray(children) ? children : [children];
  const [shown, setShown] = useState("");
  // The phone knows before the socket does.
  const offline = useGone();
  const gone = lost || offline;
  useEffect(() => {
    if (gone) {
      const timer = setTimeout(() => setShown("lost"), BLINK_MS);
      return () => clearTimeout(timer);
    }
    setShown((now) => (now === "lost" ? "back" : now));
    const timer = setTimeout(() => setShown(""), BACK_MS);
    return () => clearTimeout(timer);
  }, [gone]);
  return (
    <div role="status" aria-label={label} className={className}>
      {shown === "lost" ? slots[0] : shown === "back" ? slots[1] : null}
    </div>
  );
}
