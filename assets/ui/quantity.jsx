// Less, a number, more. It counts here, at once, and tells the page where it came to rest; a number that the page
// changes by itself replaces it. With `name` the number goes along with its form.
// Children: 0 the sign for less, 1 the sign for more.
import { useEffect, useRef, useState } from "react";

const REST_MS = 250;

export function Quantity({
  name, value = 1, min = 1, max = 99, label, lessWords, moreWords, className, buttonClass, outputClass, zeroClass, onChange,
  children,
}) {
  const slots = Array.isArray(children) ? children : [children];
  const [count, setCount] = useState(Number(value));
  const timer = useRef(null);
  useEffect(() => setCount(Number(value)), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const step = (by) => {
    const next = Math.min(Number(max), Math.max(Number(min), count + by));
    setCount(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange?.(next), REST_MS);
  };

  return (
    <span className={className} role="group" aria-label={label}>
      <button type="button" className={buttonClass} aria-label={lessWords} disabled={count <= min} onClick={() => step(-1)}>{slots[0]}</button>
      <output className={count === 0 && zeroClass ? `${outputClass} ${zeroClass}` : outputClass} aria-live="polite">{count}</output>
      <button type="button" className={buttonClass} aria-label={moreWords} disabled={count >= max} onClick={() => step(1)}>{slots[1]}</button>
      {name ? <input type="hidden" name={name} value={count} /> : null}
    </span>
  );
}
