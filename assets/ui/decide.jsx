// One line's decision: how many pieces are approved, rejected and kept by the customer. Together they are always what
// was asked, so a piece added to one is taken from another. One piece: three radios; several: three counters.
// Children: 0 the sign for less, 1 the sign for more. The page hears "approve,reject,keep" when the hand has rested.
import { useEffect, useRef, useState } from "react";

const REST_MS = 250;
const NAMES = ["approve", "reject", "keep"];
// Where a piece comes from, or goes to, when the one at the left of the arrow changes.
const PARTNERS = { 0: [1, 2], 1: [0, 2], 2: [0, 1] };

export function moved(counts, index, by) {
  const next = [...counts];
  if (by > 0) {
    const from = PARTNERS[index].find((other) => next[other] > 0);
    if (from === undefined) return counts;
    next[from] -= 1;
  } else {
    if (next[index] === 0) return counts;
    next[PARTNERS[index][0]] += 1;
  }
  next[index] += by;
  return next;
}

export function Decide({
  name, asked, approve, reject, keep, product, words, cellClass, radioClass, className, buttonClass, outputClass, zeroClass,
  onChange, children,
}) {
  const slots = Array.isArray(children) ? children : [children];
  const total = Number(asked);
  const [counts, setCounts] = useState([Number(approve), Number(reject), Number(keep)]);
  const timer = useRef(null);
  useEffect(() => setCounts([Number(approve), Number(reject), Number(keep)]), [approve, reject, keep]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const settle = (next) => {
    setCounts(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange?.(next[0], next[1], next[2]), total === 1 ? 0 : REST_MS);
  };

  const radio = (index) => (
    <input
      type="radio" className={radioClass} name={name} value={NAMES[index]} checked={counts[index] === 1}
      aria-label={`${words[index]}: ${product}`} onChange={() => settle(NAMES.map((_, other) => Number(other === index)))}
    />
  );
  const counter = (index) => (
    <span className={className} role="group" aria-label={`${words[index]}: ${product}`}>
      <button
        type="button" className={buttonClass} aria-label={`${words[index]} one less`} disabled={counts[index] === 0}
        onClick={() => settle(moved(counts, index, -1))}
      >{slots[0]}</button>
      <output className={counts[index] === 0 ? `${outputClass} ${zeroClass}` : outputClass}>{counts[index]}</output>
      <button
        type="button" className={buttonClass} aria-label={`${words[index]} one more`} disabled={counts[index] >= total}
        onClick={() => settle(moved(counts, index, 1))}
      >{slots[1]}</button>
    </span>
  );
  return NAMES.map((key, index) => (
    <td key={key} className={cellClass}>{total === 1 ? radio(index) : counter(index)}</td>
  ));
}
