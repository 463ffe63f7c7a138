// What the questions of a survey do without the server: one that hangs on an answer comes and goes with it, and what
// takes photos is fetched when a question asks for some.
import { lazy, Suspense, useEffect, useRef } from "react";
import { reached, rest } from "./line.js";

const PAUSE_MS = 1000;
const PATIENCE = 3;
const wasReloaded = () => performance.getEntriesByType("navigation")[0]?.type === "reload";

// On a bad line the part for photos may not arrive at once; nothing else on the page waits for it. A server that answers
// and still does not have it was renewed since: the page is loaded anew, once, and what was typed comes back.
async function fetched(tries = 1) {
  try {
    return await import("./photos.jsx");
  } catch {
    if (await reached()) return fetched(tries);
    await rest(PAUSE_MS * tries);
    if (tries === PATIENCE && !wasReloaded()) location.reload();
    return fetched(tries + 1);
  }
}
const Tiles = lazy(() => fetched());

export const Photos = (props) => <Suspense fallback={<div className={props.looks.listClass} aria-busy="true" />}><Tiles {...props} /></Suspense>;

const plain = (text) => {
  const number = text.trim().replace(",", ".");
  return number !== "" && Number.isFinite(Number(number)) ? String(Number(number)) : text.trim();
};

// Every question is there from the beginning. A box with data-cause stays while an answer of that question is among its
// data-values; one with data-unless asks what that question asks, and stays only while the other is away.
function settle(root) {
  const boxes = new Map([...root.querySelectorAll("[data-q]")].map((box) => [box.dataset.q, box]));
  const given = [...new FormData(root.closest("form"))];
  const open = new Map();
  const isAway = (box) => boxes.has(box.dataset.unless) && open.get(box.dataset.unless) !== false;
  const codes = (name) => {
    const box = boxes.get(name);
    if (!box || !open.get(name)) return [];
    if (isAway(box)) return codes(box.dataset.unless);
    return given.flatMap(([key, value]) => {
      if (key === name) return [value, plain(value)];
      return key.startsWith(`${name}.`) ? [key.slice(name.length + 1)] : [];
    });
  };
  // Twice, because what one question waits for may stand further down.
  for (let round = 0; round < 2; round++) {
    for (const [name, box] of boxes) {
      const { cause, values } = box.dataset;
      open.set(name, !cause || codes(cause).some((code) => JSON.parse(values).includes(code)));
    }
  }
  for (const [name, box] of boxes) box.hidden = !open.get(name) || isAway(box);
}

export function Questions({ className, children }) {
  const root = useRef(null);
  useEffect(() => {
    const form = root.current.closest("form");
    const look = () => settle(root.current);
    look();
    form.addEventListener("input", look);
    form.addEventListener("change", look);
    return () => {
      form.removeEventListener("input", look);
      form.removeEventListener("change", look);
    };
  });
  return <div ref={root} className={className}>{children}</div>;
}
