// The photos of one answer: small ones in a row, fetched when they come into sight. A press or Enter opens them large in
// the browser's own modal dialog: arrows go on, Home and End to the ends, Escape closes and gives the focus back.
import { ChevronLeft, ChevronRight, ExternalLink, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";

const WAYS = { ArrowLeft: (at) => at - 1, ArrowRight: (at) => at + 1, Home: () => 0, End: (_at, last) => last };
const sign = { className: "size-5", "aria-hidden": "true" };

export function PhotoStrip({ photos = [], label, listClass, smallClass, dialogClass, headClass, buttonClass, largeClass }) {
  const dialog = useRef(null);
  const [at, setAt] = useState(-1);
  const last = photos.length - 1;
  const photo = photos[at];
  const go = (to) => setAt(Math.max(0, Math.min(last, to)));

  useEffect(() => {
    if (photo && !dialog.current.open) dialog.current.showModal();
    if (!photo && dialog.current.open) dialog.current.close();
  }, [photo]);

  const keyed = (event) => {
    const way = WAYS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(way(at, last));
  };
  const step = (to, Icon, words) => (
    <button type="button" className={buttonClass} aria-label={words} title={words} disabled={to < 0 || to > last} onClick={() => go(to)}>
      <Icon {...sign} />
    </button>
  );
  return (
    <>
      <ul className={listClass}>
        {photos.map((one, index) => (
          <li key={one.id}>
            <button type="button" className={smallClass} aria-haspopup="dialog" onClick={() => setAt(index)}>
              <img src={one.small} alt={one.name} loading="lazy" decoding="async" />
            </button>
          </li>
        ))}
      </ul>
      <dialog
        ref={dialog} className={dialogClass} aria-label={label} onKeyDown={keyed} onClose={() => setAt(-1)}
        onMouseDown={(event) => { if (event.target === dialog.current) setAt(-1); }}
      >
        {photo ? (
          <>
            <div className={headClass}>
              <p role="status">{photo.name} of {photos.length}</p>
              <span className="ml-auto" />
              {step(at - 1, ChevronLeft, "Photo before")}
              {step(at + 1, ChevronRight, "Next photo")}
              <a href={photo.full} target="_blank" rel="noreferrer" className={buttonClass} aria-label="Open in a tab of its own" title="Open in a tab of its own"><ExternalLink {...sign} /></a>
              <button type="button" className={buttonClass} aria-label="Close" title="Close" onClick={() => setAt(-1)}><X {...sign} /></button>
            </div>
            <img key={photo.id} src={photo.full} alt={`${label}: ${photo.name}`} className={largeClass} />
          </>
        ) : null}
      </dialog>
    </>
  );
}
