// Stands for the router in the pages of customers (vite.config.js puts it there). Each of them is a page of its own, so
// of a router they need the browser's Back, a change of the address in place, and for all else the browser itself: a
// fortieth of the weight.
import { createElement, useSyncExternalStore } from "react";

const listeners = new Set();
const NO_PARAMS = {};

const read = () => {
  const { pathname, search, hash } = window.location;
  return { pathname, search, hash, state: null };
};
// Where the last navigation led. Like the router it stands for, it does not see who writes to the history beside it.
let here = read();

const arrive = () => {
  here = read();
  listeners.forEach((listener) => listener());
};

const subscribe = (listener) => {
  if (listeners.size === 0) window.addEventListener("popstate", arrive);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("popstate", arrive);
  };
};

const isHere = (to) => to.origin === window.location.origin && to.pathname === window.location.pathname;

const navigate = (to, { replace = false } = {}) => {
  const target = new URL(to, window.location.href);
  if (!isHere(target)) {
    window.location[replace ? "replace" : "assign"](target.href);
    return;
  }
  window.history[replace ? "replaceState" : "pushState"](null, "", target);
  arrive();
};

export const useLocation = () => useSyncExternalStore(subscribe, () => here, () => here);
export const useNavigate = () => navigate;
export const useParams = () => NO_PARAMS;
export const useSearchParams = () => [new URLSearchParams(useLocation().search)];
export const Link = ({ to, ...props }) => createElement("a", { ...props, href: to });
