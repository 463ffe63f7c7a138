// What a customer typed and the server has not saved, kept in this browser until it has.
//
// A phone may be a family's: the name it is kept under is told by the server to whoever opens that return, nothing of
// another return is kept beside it, and what was left lying goes after a week.
const PREFIX = "kept:";
const OLD_MS = 7 * 86_400_000;

const nameOf = (keep, place) => `${PREFIX}${keep}:${place}`;

export function recall(keep, place) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(keep, place)));
  } catch {
    return null;
  }
}

// Whether it is really kept: a browser may refuse.
export function remember(keep, place, what) {
  try {
    localStorage.setItem(nameOf(keep, place), JSON.stringify({ ...what, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function forget(keep, place) {
  try {
    localStorage.removeItem(nameOf(keep, place));
  } catch {
    // Nothing was kept then.
  }
}

// Another return was opened here, or this one has got further: of it, only `places` are still of use, if any are named.
export function tidy(keep, places) {
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX)) continue;
      const [, whose, place] = name.split(":");
      const fresh = Date.now() - recall(whose, place)?.at < OLD_MS;
      if (!fresh || whose !== keep || (places && !places.includes(place))) localStorage.removeItem(name);
    }
  } catch {
    // Nothing was kept then.
  }
}
