// What the portal's pages do in the browser: follow the steps, keep what is typed, and keep one button honest.
import { useEffect, useId, useRef, useState } from "react";
import { forget, recall, remember, tidy } from "./kept.js";
import { reached, reconnect, rest, shared, useGone } from "./line.js";

// The tap that waits for its answer: the name of its button, and in which visit of the server's it was made. It stands
// here and not in the button, because a server that lost the page draws the whole screen anew.
let waiting = null;

// Whether this screen holds words that are kept in this browser alone.
const unsaved = shared(false);

// A step change moves focus to the question, names the page, and can be gone back from with the browser's own button.
// The address is only a wish to see a step: the server shows it where the return allows it.
export function Steps({ step, final, fixes = 0, merchant, language, keep, saved, turn, visit }) {
  const before = useRef("");
  const atFirst = useRef(fixes);
  const place = useRef("");
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  useEffect(() => {
    window.addEventListener("online", reconnect);
    return () => window.removeEventListener("online", reconnect);
  }, []);

  // What was confirmed cannot be changed any more; a message and a forgotten product still can be written.
  useEffect(() => {
    if (keep && step) tidy(keep, final ? ["reply", "forgotten"] : null);
  }, [keep, step, final]);

  useEffect(() => {
    // A page that is only being filled again has no step yet.
    const elsewhere = step && waiting?.isStep && waiting.name !== step;
    if (elsewhere || waiting?.visit === visit) waiting = null;
    // The server has committed it. What was typed after it was sent stays.
    if (saved && recall(keep, saved)?.sent) forget(keep, saved);
  }, [turn, visit]);

  useEffect(() => {
    if (!step) return;
    const question = document.getElementById("question");
    if (question) document.title = `${question.textContent} | ${merchant}`;
    const here = new URL(window.location.href);
    // The mail of a message leads to the conversation, wherever that is on the screen.
    if (here.hash) place.current = here.hash.slice(1);
    const wanted = document.getElementById(place.current);
    if (wanted) {
      place.current = "";
      wanted.scrollIntoView();
      wanted.focus({ preventScroll: true });
    }
    if (here.searchParams.get("step") !== step) {
      here.searchParams.set("step", step);
      const change = before.current && !final ? "pushState" : "replaceState";
      // The router keeps its own notes in the state; without them it would not know the way back.
      window.history[change](window.history.state, "", here.pathname + here.search);
    }
    if (before.current && before.current !== step) {
      window.scrollTo(0, 0);
      question?.focus({ preventScroll: true });
    }
    before.current = step;
  }, [step, final, merchant]);

  useEffect(() => {
    if (fixes === atFirst.current) return;
    atFirst.current = fixes;
    document.getElementById("error-summary")?.focus();
  }, [fixes]);
  return null;
}

const fieldsOf = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
const rowsOf = (fields) => Object.keys(fields).filter((name) => name.endsWith(".name")).join();

// Fills a field as a hand would, so that whoever listens to it hears of it. Whether it took the value.
function put(control, value) {
  if (control.matches("[type=checkbox], [type=radio]")) {
    if (control.checked !== (control.value === value)) control.click();
    return control.type === "checkbox" || control.checked;
  }
  // React hides the setter behind one of its own, and would take the change for none.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value").set.call(control, value ?? "");
  for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
  return control.value === value;
}

// The form of a step. What is typed is kept in this browser until the server says that it is saved, and put back
// wherever the server still has what it had when it was typed. `onRestore` hears of rows ("<id>.name") that the page
// does not have: only the server can draw them.
export function StepForm(props) {
  return <KeptForm key={props.keep + props.step} {...props} />;
}

function KeptForm({ keep, step, visit, className, onSubmit, onRestore, children }) {
  const form = useRef(null);
  const base = useRef(null);
  const missing = useRef({});
  const last = useRef("");

  const note = () => {
    const fields = { ...missing.current, ...fieldsOf(form.current) };
    const text = JSON.stringify(fields);
    if (text === last.current) return;
    last.current = text;
    const typed = text !== JSON.stringify(base.current);
    if (!typed) forget(keep, step);
    unsaved.set(typed && remember(keep, step, { base: base.current, fields }));
  };
  const fill = () => {
    for (const control of [...form.current.elements]) {
      const { name, type } = control;
      if (!(name in missing.current) || type === "hidden") continue;
      const value = missing.current[name];
      delete missing.current[name];
      if (!put(control, value)) missing.current[name] = value;
    }
  };
  const restore = () => {
    const kept = recall(keep, step);
    const now = fieldsOf(form.current);
    base.current ??= now;
    const rows = kept ? rowsOf(kept.fields) : rowsOf(now);
    // Somebody changed the rows meanwhile: what is kept belongs to others.
    const outdated = rows !== rowsOf(now) && rowsOf(kept.base) !== rowsOf(now);
    if (kept && !outdated) {
      const names = Object.keys({ ...kept.base, ...kept.fields });
      const wanted = names.filter((name) => now[name] === kept.base[name] && now[name] !== kept.fields[name]);
      missing.current = Object.fromEntries(wanted.map((name) => [name, kept.fields[name]]));
      if (rows !== rowsOf(now)) onRestore?.(kept.fields);
      fill();
    }
    note();
  };

  // Also when the server filled the page again: words on their way to it may have been lost.
  useEffect(restore, [visit]);
  useEffect(() => {
    const changes = new MutationObserver(() => {
      fill();
      note();
    });
    changes.observe(form.current, { childList: true, subtree: true });
    return () => {
      changes.disconnect();
      unsaved.set(false);
    };
  }, []);

  const submit = (event) => {
    event.preventDefault();
    const fields = (waiting?.again && recall(keep, step)?.fields) || fieldsOf(form.current);
    missing.current = {};
    last.current = JSON.stringify(fields);
    remember(keep, step, { base: base.current, fields, sent: true });
    onSubmit?.(fields);
  };
  // "Next" on a phone's keyboard leads to the next field; the last one's sends.
  const onward = (event) => {
    if (event.key !== "Enter" || event.target.enterKeyHint !== "next") return;
    const fields = [...form.current.elements].filter((one) => one.matches("input:not([type=radio], [type=checkbox]), select, textarea") && one.offsetParent);
    const next = fields[fields.indexOf(event.target) + 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <form ref={form} noValidate className={className} onSubmit={submit} onInput={note} onChange={note} onKeyDown={onward}>
      {children}
    </form>
  );
}

// Its first child while this screen's words are kept here alone; its second once the server has committed the last.
export function Saved({ saved, className, children }) {
  const here = unsaved.useIt();
  return <span role="status" className={className}>{here ? children[0] : saved ? children[1] : null}</span>;
}

const SOON_MS = 3000;
const LONG_MS = 10000;
const MOST_TRIES = 3;

// The one filled button. From the tap until the server has answered (`turn` changes) it spins and takes no second tap;
// without a connection it says so and waits. When the server fills the page anew (`visit`) before it has answered,
// nobody knows whether the tap arrived: it is sent again, which every handler takes for the same tap.
// Children: 0 its words, 1 the spinner.
export function ActionButton({ name, turn, visit, lost, type = "submit", className, busyWords, lostWords, onClick, children }) {
  const own = useId();
  const mine = name || own;
  const button = useRef(null);
  const [busy, setBusy] = useState(false);
  const gone = useGone();
  const waits = lost || gone;

  const begin = () => {
    if (waiting?.name !== mine || !waiting.again) waiting = { name: mine, visit, isStep: Boolean(name), tries: 1 };
    setBusy(true);
  };
  const repeat = () => {
    if (type === "submit") button.current?.form.requestSubmit();
    else onClick?.();
  };
  useEffect(() => {
    const isLost = waiting?.name === mine && waiting.visit !== visit && waiting.tries < MOST_TRIES;
    setBusy(isLost);
    if (!isLost) {
      if (waiting?.name === mine) waiting = null;
      return undefined;
    }
    waiting = { ...waiting, visit, tries: waiting.tries + 1, again: true };
    // The form around it first puts back what was typed.
    const later = setTimeout(repeat);
    return () => clearTimeout(later);
  }, [turn, visit, mine]);
  useEffect(() => {
    let over = !busy;
    const watch = async () => {
      while (!over) {
        await rest(SOON_MS);
        if (over) return;
        if (!(await reached())) await rest(LONG_MS);
        if (!over) reconnect();
      }
    };
    watch();
    return () => { over = true; };
  }, [busy]);
  useEffect(() => {
    const form = button.current?.form;
    if (!form || type !== "submit") return undefined;
    form.addEventListener("submit", begin);
    return () => form.removeEventListener("submit", begin);
  });

  const press = (event) => {
    if (busy || waits) {
      event.preventDefault();
      return;
    }
    if (type === "submit") return;
    begin();
    onClick?.(event);
  };
  const still = busy || waits;
  return (
    <button ref={button} type={type} className={className} aria-disabled={still ? "true" : "false"} onClick={press}>
      {still ? children[1] : null}
      {waits ? lostWords : busy ? busyWords : children[0]}
    </button>
  );
}

// Seconds that really passed. Not announced: who cannot see it is told when there is something to tell.
export function Stopwatch({ className }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const began = Date.now();
    const timer = setInterval(() => setSeconds(Math.round((Date.now() - began) / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span className={className} aria-hidden="true">{seconds} s</span>;
}
