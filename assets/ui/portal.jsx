// What the portal's pages do in the browser: follow the steps, and keep one button honest.
import { useEffect, useRef, useState } from "react";

// A step change moves focus to the question, names the page, and can be gone back from with the browser's own button.
// The address is only a wish to see a step: the server shows it where the return allows it.
export function Steps({ step, final, fixes = 0, merchant, language }) {
  const before = useRef("");
  const atFirst = useRef(fixes);
  const place = useRef("");
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

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

const PATIENCE_MS = 12000;

// The one filled button. From the tap until the server has answered (`turn` changes) it spins and takes no second tap;
// without a connection it says so and waits. Children: 0 its words, 1 the spinner.
export function ActionButton({ turn, lost, type = "submit", className, busyWords, lostWords, onClick, children }) {
  const slots = Array.isArray(children) ? children : [children];
  const button = useRef(null);
  const [busy, setBusy] = useState(false);
  const [offline, setOffline] = useState(false);
  const waits = lost || offline;

  useEffect(() => setBusy(false), [turn]);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    look();
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  useEffect(() => {
    if (!busy) return undefined;
    const tired = setTimeout(() => setBusy(false), PATIENCE_MS);
    return () => clearTimeout(tired);
  }, [busy]);
  useEffect(() => {
    const form = button.current?.form;
    if (!form || type !== "submit") return undefined;
    const sent = () => setBusy(true);
    form.addEventListener("submit", sent);
    return () => form.removeEventListener("submit", sent);
  }, [type]);

  const press = (event) => {
    if (busy || waits) {
      event.preventDefault();
      return;
    }
    if (type === "submit") return;
    setBusy(true);
    onClick?.(event);
  };
  const still = busy || waits;
  return (
    <button ref={button} type={type} className={className} aria-disabled={still ? "true" : "false"} onClick={press}>
      {still ? slots[1] : null}
      {waits ? lostWords : busy ? busyWords : slots[0]}
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
