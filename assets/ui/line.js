// What this page knows about its connection, in one place: the banner and the buttons must never disagree.
//
// A phone says that it is offline only when it has no network at all. In a tunnel, or between two networks, all looks
// well and nothing arrives; so whoever waits too long for an answer has the server asked over a fresh connection.
import { useSyncExternalStore } from "react";

const AGAIN_MS = 2000;
const PROBE_MS = 4000;

// A value that parts of the page far from one another look at: `set` it, and `useIt` shows it.
export function shared(value) {
  const ears = new Set();
  const listen = (ear) => {
    ears.add(ear);
    return () => ears.delete(ear);
  };
  return {
    set(next) {
      value = next;
      ears.forEach((ear) => ear());
    },
    useIt: () => useSyncExternalStore(listen, () => value, () => false),
  };
}

export const rest = (time) => new Promise((done) => setTimeout(done, time));

const line = shared(false);
let unreachable = false;
let asking = null;

const look = () => line.set(unreachable || !navigator.onLine);
if (typeof window !== "undefined") {
  window.addEventListener("online", look);
  window.addEventListener("offline", look);
  look();
}

// Whether nothing can be sent at the moment, as far as the phone and the last question know.
export const useGone = line.useIt;

async function answers() {
  try {
    await fetch("/ping", { cache: "no-store", signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

async function ask() {
  let missed = false;
  while (!(await answers())) {
    missed = unreachable = true;
    look();
    await rest(AGAIN_MS);
  }
  unreachable = false;
  asking = null;
  look();
  return missed;
}

// Resolves once the server can be reached: to true if it could not be at first.
export const reached = () => (asking ??= ask());

// Give up a socket that may be dead, and connect anew; the page is then filled again. Reflex has no word for it, but
// does just this when a page is left and comes back.
export function reconnect() {
  window.dispatchEvent(new Event("pagehide"));
  document.dispatchEvent(new Event("visibilitychange"));
}
