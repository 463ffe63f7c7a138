// The stage: leads its frames, tells the timeline of the return they are about, and shows the code for a real phone.
//
// Where a frame goes is said by a scene (`CustomEvent("stage-scene")`), from the doors of the demonstration or from a
// story. Frames are led without a trace in the history, so that Back leaves the stage and does not walk through it.
import { createContext, useCallback, useContext, useEffect, useRef, useState } from "react";

const FRAMES = ["desk", "phone", "inbox"];
const SCENE = "stage-scene";
const TOO_MANY = 429;
const StageContext = createContext({ scene: {}, shown: "desk", show: () => {}, reset: async () => {} });

// Without scroll bars, as on a phone; and of the inbox the list alone, while it has a corner of the stage.
const BARE = "html { scrollbar-width: none }";
const LOOKS = {
  desk: "",
  phone: BARE,
  inbox: `${BARE} @media (width < 640px) {
    aside, main > header, section > div:first-child > p { display: none !important }
    div:has(> aside) { grid-template-columns: minmax(0, 1fr) !important }
    section[aria-label="Mails"] > div:first-child { padding: 10px 16px !important }
    section[aria-label="Mails"] button[aria-current] { padding: 8px 16px !important }
  }`,
};

const frameOf = (name) => document.getElementById(`stage-${name}`);

function lead(name, path) {
  frameOf(name)?.contentWindow?.location.replace(new URL(path, window.location.origin));
}

function dress(name) {
  const inside = frameOf(name)?.contentDocument;
  if (!inside?.head || !LOOKS[name]) return;
  inside.head.append(Object.assign(inside.createElement("style"), { textContent: LOOKS[name] }));
}

async function ask(door) {
  const answer = await fetch(door, { method: "POST", headers: { accept: "application/json" } });
  if (answer.ok) return answer.json();
  const words = answer.status === TOO_MANY ? await answer.text() : undefined;
  throw Object.assign(new Error(`${door} answered ${answer.status}`), { words });
}

export const setScene = (scene) => document.dispatchEvent(new CustomEvent(SCENE, { detail: scene }));

export function Stage({ doors, className, children }) {
  const [scene, remember] = useState({});
  const [shown, show] = useState("desk");
  const [large, enlarge] = useState("");
  const [problem, setProblem] = useState("");
  const root = useRef(null);

  const post = useCallback(async (door) => {
    try {
      setScene(await ask(door));
      setProblem("");
    } catch (error) {
      setProblem(error.words ?? "The server does not answer. Reload the page in a moment.");
    }
  }, []);

  useEffect(() => {
    const staged = (event) => {
      for (const name of FRAMES) if (event.detail[name]) lead(name, event.detail[name]);
      if (event.detail.shown) show(event.detail.shown);
      remember((before) => ({ ...before, ...event.detail }));
    };
    document.addEventListener(SCENE, staged);
    if (window.matchMedia("(width < 768px)").matches) show("phone");
    post(doors.begin);
    return () => document.removeEventListener(SCENE, staged);
  }, [doors.begin, post]);

  useEffect(() => {
    const dressing = FRAMES.map((name) => [frameOf(name), () => dress(name)]);
    for (const [frame, put] of dressing) frame?.addEventListener("load", put);
    return () => dressing.forEach(([frame, put]) => frame?.removeEventListener("load", put));
  }, []);

  useEffect(() => {
    for (const part of root.current.querySelectorAll("[data-part]")) {
      part.toggleAttribute("data-away", part.dataset.part !== shown);
      part.toggleAttribute("data-large", part.dataset.part === large);
      part.toggleAttribute("data-behind", Boolean(large) && !["phone", large].includes(part.dataset.part));
    }
  }, [shown, large]);

  const reset = useCallback(() => post(doors.reset), [doors.reset, post]);
  return (
    <StageContext.Provider value={{ scene, shown, show, large, enlarge, reset, doors }}>
      <div ref={root} className={className} data-ready={scene.desk ? "" : undefined}>
        {children}
        <p role="alert" className="px-6 pb-2 text-(--urgent-ink) empty:hidden">{problem}</p>
      </div>
    </StageContext.Provider>
  );
}

export function StageTabs({ tabs }) {
  const { shown, show } = useContext(StageContext);
  return (
    <div role="group" aria-label="Shown" className="flex gap-1 xl:hidden">
      {tabs.map(({ name, words }) => (
        <button
          key={name} type="button" aria-pressed={shown === name} onClick={() => show(name)}
          className="h-8 rounded-(--radius-control) px-2.5 text-(--ink-2) hover:bg-(--hover) aria-pressed:bg-(--sunken) aria-pressed:font-medium aria-pressed:text-(--ink)"
        >
          {words}
        </button>
      ))}
    </div>
  );
}

export function StageEnlarge({ part, words }) {
  const { large, enlarge } = useContext(StageContext);
  const on = large === part;
  return (
    <button
      type="button" aria-pressed={on} aria-label={`Enlarge: ${words}`} onClick={() => enlarge(on ? "" : part)}
      className="ml-auto h-6 rounded-(--radius-1) px-2 font-normal text-(--ink-2) hover:bg-(--hover) max-xl:hidden"
    >
      {on ? "Back to all" : "Enlarge"}
    </button>
  );
}

const BUTTON =
  "inline-flex h-8 items-center gap-1.5 rounded-(--radius-control) border border-(--line-strong) bg-(--surface) px-2.5 font-medium whitespace-nowrap hover:bg-(--canvas) disabled:text-(--ink-3)";

export function StageReset() {
  const { scene, reset } = useContext(StageContext);
  const [busy, setBusy] = useState(false);
  if (scene.public) return null;
  const press = async () => {
    setBusy(true);
    await reset();
    setBusy(false);
  };
  return (
    <button type="button" id="stage-reset" className={BUTTON} disabled={busy} onClick={press}>
      {busy ? "Resetting" : "Reset"}
    </button>
  );
}

// Read anew whenever something was committed on the return; the browser itself connects again after a gap.
export function StageTimeline() {
  const { scene, doors } = useContext(StageContext);
  const [story, setStory] = useState({ title: "", told: [] });
  useEffect(() => {
    if (!scene.about) {
      setStory({ title: "", told: [] });
      return undefined;
    }
    const source = new EventSource(`${doors.timeline}?about=${encodeURIComponent(scene.about)}`);
    source.onmessage = (event) => setStory(JSON.parse(event.data));
    return () => source.close();
  }, [scene.about, scene.take, doors]);
  return (
    <>
      <p className="sticky top-0 border-b border-(--line) bg-(--surface) px-4 py-1.5 font-medium empty:hidden">{story.title}</p>
      <ol aria-live="polite" aria-relevant="additions">
        {story.told.map((one) => (
          <li key={one.key} className="grid grid-cols-[44px_minmax(0,1fr)] gap-2 border-b border-(--line) px-4 py-1.5 last:border-0 motion-safe:animate-[tint_1.6s_var(--ease)]">
            <time className="text-(--ink-3) tabular-nums">{one.time}</time>
            <span className="min-w-0">
              <b className="font-medium">{one.what}</b> <span className="text-(--ink-3)">{one.aside}</span>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

export function StageCode() {
  const { scene, doors } = useContext(StageContext);
  const dialog = useRef(null);
  const source = scene.phone ? `${doors.code}?to=${encodeURIComponent(scene.phone)}` : "";
  return (
    <>
      <button type="button" id="stage-code" className={BUTTON} disabled={!source} onClick={() => dialog.current.showModal()}>
        Open on a phone
      </button>
      <dialog
        ref={dialog} aria-labelledby="stage-code-title"
        onMouseDown={(event) => { if (event.target === dialog.current) dialog.current.close(); }}
        className="w-[min(440px,calc(100vw-32px))] rounded-(--radius-3) border border-(--line-strong) bg-(--raised) p-6 text-(--ink) shadow-(--shadow-3)"
      >
        <h2 id="stage-code-title" className="text-(length:--text-lg) font-semibold">The customer’s side, on a real phone</h2>
        <p className="mt-1 text-(--ink-2)">Point its camera at the code. The desk sees every step it takes.</p>
        {source ? <img src={source} alt="QR code of the customer’s link" className="mx-auto my-5 size-64 rounded-(--radius-2) bg-(--paper)" /> : null}
        <p className="text-center font-mono">{scene.address}</p>
        <p className="mt-3 rounded-(--radius-2) bg-(--todo-soft) px-3 py-2 text-(--todo-ink) empty:hidden">{scene.advice}</p>
        <button type="button" className={`${BUTTON} mt-5 w-full justify-center`} onClick={() => dialog.current.close()}>Close</button>
      </dialog>
    </>
  );
}
