// Elements are made by React itself. Reflex writes `jsx` of a styling library into every page; we style by classes
// alone, so a customer's phone need not fetch that library (7 KB).
export { createElement as jsx } from "react";
