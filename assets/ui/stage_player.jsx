// Tells the stories of the stage: a presenter chooses one and steps through it by key. Each take has data of its own, so
// that a story can be told again, left at any moment, and told in any order.
import { useCallback, useEffect, useRef, useState } from "react";
import { RESET, setScene } from "./stage.jsx";
import { Counts } from "./stage_counts.js";
import { EMPTY, Hand, Left, find, keepFocus, windowOf } from "./stage_hand.js";

const LONGEST_WATCH_MS = 45000;
const A_PRESS_MS = 1000;
const NEXT = ["ArrowRight", "PageDown", " "];
const UNITS = {
  seconds: (n) => [`${n.toFixed(1)} s`, "of work"],
  keys: (n) => [n, n === 1 ? "key" : "keys"],
  letters: (n) => [n, "letters typed"],
  clicks: (n) => [n, n === 1 ? "click" : "clicks"],
  taps: (n) => [n, n === 1 ? "tap" : "taps"],
  screens: (n) => [n, n === 1 ? "screen answered" : "screens answered"],
  behind: (n) => [`${Math.round(n)} ms`, "from tap to desk, at most"],
};
const BUTTON =
  "inline-flex h-8 flex-none items-center gap-1.5 rounded-(--radius-control) border border-(--line-strong) bg-(--surface) px-2.5 font-medium whitespace-nowrap hover:bg-(--canvas) disabled:text-(--ink-3)";
const MAIN =
  "inline-flex h-8 flex-none items-center gap-1.5 rounded-(--radius-control) border border-(--accent) bg-(--accent) px-3 font-medium whitespace-nowrap text-(--ink-on-accent) hover:bg-(--accent-hover) disabled:border-(--line) disabled:bg-(--sunken) disabled:text-(--ink-3)";
const KEY = "rounded-(--radius-1) border border-current px-1 text-[0.6875rem] leading-4 opacity-70";

const isWriting = (event) => event.target.matches?.("textarea, select, input:not([type=radio], [type=checkbox])");

async function prepared(door, key) {
  const answer = await fetch(door.replace("{key}", key), { method: "POST" });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

const isTap = (act) => act.do === "tap" && act.frame === "phone";
const isLooked = (act) => act.frame === "desk" && ["see", "point"].includes(act.do);

// How far the desk is behind a tap on the phone: the time until what is waited for there shows. It is the last tap before
// that which makes it show; what is typed between two taps is no delay.
function watchDesk(acts, at, hand, counts) {
  const wanted = acts.slice(at + 1).find((act) => isTap(act) || isLooked(act));
  if (!isTap(acts[at]) || !wanted || isTap(wanted)) return;
  const began = performance.now();
  const look = () => {
    if (find("desk", wanted.at, hand.say(wanted.text))) counts.noteBehind(performance.now() - began);
    else if (performance.now() - began < LONGEST_WATCH_MS) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

// The timeline tells of the return that the desk has come to.
function followDesk() {
  const about = new URLSearchParams(windowOf("desk").location.search).get("id");
  if (about && about !== followDesk.last) setScene({ about });
  followDesk.last = about;
}

export function StagePlayer({ stories, door, inbox }) {
  const [story, setStory] = useState(null);
  const [step, setStep] = useState(-1);
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState({});
  const [problem, setProblem] = useState("");
  const [tally, setTally] = useState({});
  const counts = useRef(null);
  const hand = useRef(null);
  const take = useRef(0);
  const bar = useRef(null);
  const refocus = useRef(() => {});
  // Between two steps; and when the presenter last pressed something in a frame by hand.
  const isIdle = useRef(false);
  const touched = useRef(0);
  const isOver = story !== null && step >= story.steps.length;

  useEffect(() => {
    counts.current = new Counts(setTally);
    counts.current.open();
    return () => counts.current.close();
  }, []);

  const carryOut = useCallback(async (acts, isWatched) => {
    for (const [at, act] of acts.entries()) {
      setScene({ shown: act.frame });
      await hand.current.do(act);
      if (isWatched) watchDesk(acts, at, hand.current, counts.current);
      if (act.frame === "desk") followDesk();
    }
  }, []);

  const takeFocus = () => {
    refocus.current = keepFocus();
    bar.current?.focus({ preventScroll: true });
  };

  // Whatever is done is done for one take: when another has begun meanwhile, nothing of it may show.
  const attempt = useCallback(async (deed) => {
    const mine = take.current;
    isIdle.current = false;
    setBusy(true);
    setProblem("");
    try {
      await deed();
    } catch (error) {
      if (take.current === mine && !(error instanceof Left)) setProblem(error.message);
    }
    if (take.current !== mine) return;
    counts.current.stop();
    if (hand.current) setWords({ ...hand.current.words });
    setBusy(false);
    isIdle.current = true;
    takeFocus();
  }, []);

  const leave = useCallback(() => {
    take.current += 1;
    isIdle.current = false;
    windowOf("phone")?.stageLine?.mend();
    hand.current = null;
    setStory(null);
    setStep(-1);
    setBusy(false);
    setProblem("");
  }, []);

  const begin = useCallback((one) => {
    leave();
    const mine = take.current;
    setStory(one);
    setWords({});
    counts.current.begin();
    attempt(async () => {
      const data = await prepared(door, one.key);
      if (take.current !== mine) return;
      hand.current = new Hand({ words: data, isWanted: () => take.current === mine, onScene: setScene });
      followDesk.last = data.about;
      setScene({ about: data.about, take: mine });
      // Whatever the phone showed was another customer's.
      const places = [["desk", data.desk], ["inbox", inbox], ["phone", EMPTY]];
      for (const [frame, path] of places) await hand.current.do({ do: "go", frame, path, text: "" });
      await carryOut(one.ready, false);
      counts.current.begin();
      setStep(0);
    });
  }, [attempt, carryOut, door, inbox, leave]);

  useEffect(() => {
    document.addEventListener(RESET, leave);
    return () => document.removeEventListener(RESET, leave);
  }, [leave]);

  const next = useCallback(() => {
    // A second press may come before the first one shows.
    if (!story || !isIdle.current || step < 0) return;
    if (isOver) {
      const after = stories[stories.indexOf(story) + 1];
      if (after) begin(after);
      else leave();
      return;
    }
    attempt(async () => {
      refocus.current();
      counts.current.start();
      await carryOut(story.steps[step].acts, true);
      setStep(step + 1);
    });
  }, [attempt, begin, carryOut, isOver, leave, step, stories, story]);

  useEffect(() => {
    const pressed = (event) => {
      // The hand's own keys are for the app.
      if (!event.isTrusted || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog:modal")) return;
      const inFrame = event.view !== window;
      if (inFrame && !story) return;
      const number = Number(event.key);
      if (isWriting(event) && event.key !== "PageDown" && event.key !== "Escape") return;
      // A key that is held down is one press.
      const isNext = NEXT.includes(event.key) && story && !event.target.closest?.("button:not([data-next])");
      if (isNext && !event.repeat) next();
      else if (isNext) event.preventDefault();
      else if (event.key === "Escape" && story) leave();
      else if (event.key.toLowerCase() === "r" && story && !inFrame) begin(story);
      else if (!inFrame && number >= 1 && number <= stories.length) begin(stories[number - 1]);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // A page may put its focus into a field a moment after its step is over: the presenter's next key would be typed there.
    const strayed = () => {
      if (isIdle.current && performance.now() - touched.current > A_PRESS_MS) setTimeout(takeFocus);
    };
    const touching = (event) => { if (event.isTrusted) touched.current = performance.now(); };
    const views = new Set();
    const listen = () => {
      for (const view of [window, ...["desk", "phone", "inbox"].map(windowOf)]) {
        if (!view || views.has(view.document)) continue;
        views.add(view.document);
        view.document.addEventListener("keydown", pressed, true);
        if (view === window) continue;
        view.document.addEventListener("focusin", strayed, true);
        view.document.addEventListener("pointerdown", touching, true);
      }
    };
    listen();
    const timer = setInterval(listen, 250);
    return () => {
      clearInterval(timer);
      for (const page of views) {
        page.removeEventListener("keydown", pressed, true);
        page.removeEventListener("focusin", strayed, true);
        page.removeEventListener("pointerdown", touching, true);
      }
    };
  }, [begin, leave, next, stories, story]);

  const say = (text) => text.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? "…");
  if (!story) return <Choice stories={stories} onBegin={begin} />;
  const line = step < 0 ? "Making fresh data for this story …" : isOver ? story.ending : step === 0 && !busy ? story.opening : story.steps[step].words;
  return (
    <section aria-label="Story" data-story={story.key} data-step={step} data-busy={busy} className="grid gap-2 px-4 py-3 xl:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="text-(length:--text-xs) font-medium text-(--accent-ink)">Story {stories.indexOf(story) + 1} of {stories.length}</p>
        <h1 className="font-semibold">{story.title}</h1>
        <ol aria-label="Steps" className="flex gap-1.5">
          {story.steps.map((one, at) => (
            <li key={one.words} aria-current={at === step ? "step" : undefined} className="h-1.5 w-6 rounded-full bg-(--line-strong) aria-[current=step]:bg-(--ink)" data-past={at < step ? "" : undefined}>
              {at < step ? <span className="block size-full rounded-full bg-(--accent)" /> : null}
            </li>
          ))}
        </ol>
        <div className="ml-auto flex flex-wrap gap-2">
          <button type="button" className={BUTTON} onClick={() => begin(story)}>Replay <kbd className={KEY}>R</kbd></button>
          <button type="button" className={BUTTON} onClick={leave}>Leave <kbd className={KEY}>Esc</kbd></button>
          <button ref={bar} type="button" id="stage-next" data-next="" aria-disabled={busy || step < 0} className={MAIN} onClick={next}>
            {isOver ? "Next story" : problem ? "Try again" : "Next"} <kbd className={KEY}>→</kbd>
          </button>
        </div>
      </div>
      <p aria-live="polite" className="max-w-[80ch] text-(length:--text-lg) leading-6 text-balance">{say(line)}</p>
      {problem ? <p role="alert" className="text-(--urgent-ink)">{problem}</p> : null}
      <Tally story={story} tally={tally} isOver={isOver} />
    </section>
  );
}

function Choice({ stories, onBegin }) {
  return (
    <section aria-label="Stories" className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 xl:px-6">
      <h1 className="text-(length:--text-lg) font-semibold">One return, from both sides</h1>
      <ol className="flex gap-1.5 max-md:-mx-4 max-md:w-screen max-md:overflow-x-auto max-md:px-4 max-md:py-1 md:flex-wrap">
        {stories.map((one, at) => (
          <li key={one.key}>
            <button type="button" data-begin={one.key} title={one.title} className={BUTTON} onClick={() => onBegin(one)}>
              <kbd className={KEY}>{at + 1}</kbd> {one.name}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Tally({ story, tally, isOver }) {
  const { baseline } = story;
  return (
    <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
      <dl aria-label="Counted in the frames" className="flex flex-wrap gap-x-6 gap-y-1">
        {story.counts.map((name) => {
          const [figure, unit] = UNITS[name](tally[name] ?? 0);
          return (
            <div key={name} data-count={name} data-figure={tally[name] ?? 0} className="flex items-baseline gap-1.5">
              <dd className="text-(length:--text-xl) leading-7 font-semibold tabular-nums">{figure}</dd>
              <dt className="text-(--ink-2)">{unit}</dt>
            </div>
          );
        })}
      </dl>
      {isOver && baseline ? (
        <p className="flex min-w-0 flex-1 basis-96 flex-wrap items-baseline gap-x-1.5 border-l border-(--line) pl-6">
          <b className="text-(length:--text-xl) leading-7 font-semibold tabular-nums">{baseline.figure}</b> {baseline.words}.
          <small className="text-(length:--text-xs) text-(--ink-2)">{baseline.source}</small>
        </p>
      ) : null}
    </div>
  );
}
