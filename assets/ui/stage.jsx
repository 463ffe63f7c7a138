// The stage: leads its frames, tells the timeline of the return they are about, and shows the code for a real phone.
//
// Where a frame goes is said by a scene (`CustomEvent("stage-scene")`), from the doors of the demonstration or from a
// story. Frames are led without a trace in the history, so that Back leaves the stage and does not walk through it.
import { createContext, useCallback, useContext, useEffect, useId, useRef, useState } from "react";

const FRAMES = ["desk", "phone", "inbox"];
const SCENE = "stage-scene";
// Sent before the data go: a story that is told about them is over.
export const RESET = "stage-reset";
const LONG_MS = 2000;
const StageContext = createContext({ scene: {}, shown: "desk", show: () => {}, reset: async () => {} });

// Without scroll bars, as on a phone; and of the inbox the list alone, while it has a corner of the stage. That this is a
// demonstration is said once, by the stage, where it has the room.
const BARE = "html { scrollbar-width: none }";
const SAID_ONCE = "@media (width > 720px) { [data-demo-note] { display: none } }";
const LOOKS = {
  desk: SAID_ONCE,
  phone: BARE,
  inbox: `${BARE} ${SAID_ONCE} @media (width < 640px) {
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
  // A page that is led to once more begins at its top.
  if (name === "inbox") inside.defaultView.history.scrollRestoration = "manual";
  inside.head.append(Object.assign(inside.createElement("style"), { textContent: LOOKS[name] }));
}

const SILENT = "The server does not answer. Reload the page in a moment.";

// What a door says; raises its own words where it refuses.
async function ask(door, how = { method: "POST" }) {
  const answer = await fetch(door, how).catch(() => { throw new Error(SILENT); });
  if (!answer.ok) throw new Error(answer.status < 500 ? await answer.text() : SILENT);
  return answer.json();
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
      setProblem(error.message);
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

  const [resetting, setResetting] = useState("");
  const reset = useCallback(async () => {
    document.dispatchEvent(new CustomEvent(RESET));
    setResetting("Resetting");
    const long = setTimeout(() => setResetting("Making fresh data"), LONG_MS);
    await post(doors.reset);
    clearTimeout(long);
    setResetting("");
  }, [doors.reset, post]);
  return (
    <StageContext.Provider value={{ scene, shown, show, large, enlarge, reset, resetting, doors }}>
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
      className="h-6 rounded-(--radius-1) px-2 font-normal text-(--ink-2) hover:bg-(--hover)"
    >
      {on ? "Back to all" : "Enlarge"}
    </button>
  );
}

const BUTTON =
  "inline-flex h-8 items-center justify-center gap-1.5 rounded-(--radius-control) border border-(--line-strong) bg-(--surface) px-2.5 font-medium whitespace-nowrap hover:bg-(--canvas) disabled:text-(--ink-3)";
const MAIN =
  "inline-flex h-9 flex-none items-center rounded-(--radius-control) bg-(--accent) px-3 font-medium whitespace-nowrap text-(--ink-on-accent) hover:bg-(--accent-hover) disabled:bg-(--sunken) disabled:text-(--ink-3)";

export function StageReset({ className = BUTTON }) {
  const { scene, reset, resetting } = useContext(StageContext);
  if (scene.public) return null;
  return (
    <button type="button" className={className} disabled={Boolean(resetting)} onClick={reset}>
      {resetting || "Reset"}
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
      {story.told.length ? null : <p className="grid h-full place-items-center text-(--ink-3)">No return yet.</p>}
      <ol aria-live="polite" aria-relevant="additions">
        {story.told.map((one) => (
          <li key={one.key} className="grid grid-cols-[48px_minmax(0,1fr)] gap-2 border-b border-(--line) px-4 py-1.5 last:border-0 motion-safe:animate-[tint_1.6s_var(--ease)]">
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

// The customer's side for a real phone: the code, and first an address at which phones find this machine.
export function StageCode({ className = BUTTON }) {
  const { scene, doors } = useContext(StageContext);
  const [isOpen, setOpen] = useState(false);
  const dialog = useRef(null);
  const title = useId();
  const close = () => dialog.current.close();
  const open = () => {
    setOpen(true);
    dialog.current.showModal();
    // The server may have been started anew since the page was opened, and is then found by this machine alone.
    ask(doors.address, {}).then(setScene, () => {});
  };
  return (
    <>
      <button type="button" className={className} disabled={!scene.phone} onClick={open}>Open on a phone</button>
      <dialog
        ref={dialog} aria-labelledby={title} onClose={() => setOpen(false)}
        onMouseDown={(event) => { if (event.target === dialog.current) close(); }}
        className="w-[min(440px,calc(100vw-32px))] rounded-(--radius-3) border border-(--line-strong) bg-(--raised) p-6 text-(length:--text-sm) text-(--ink) shadow-(--shadow-3)"
      >
        <h2 id={title} className="text-(length:--text-lg) font-semibold">The customer’s side, on a real phone</h2>
        {isOpen && scene.phone && scene.found ? <Code /> : null}
        {isOpen && scene.addresses ? <Address /> : null}
        {scene.addresses || scene.found ? null : <p className="mt-2 text-(--ink-2)">Only this machine finds {scene.address}. Name another in RETURNS_BASE_URL.</p>}
        <button type="button" className={`${BUTTON} mt-5 w-full`} onClick={close}>Close</button>
      </dialog>
    </>
  );
}

function Code() {
  const { scene, doors } = useContext(StageContext);
  // The address is part of the picture, so another one is another picture.
  const source = `${doors.code}?${new URLSearchParams({ to: scene.phone, at: scene.address })}`;
  return (
    <>
      <p className="mt-1 text-(--ink-2)">Point its camera at the code. The desk sees every step it takes.</p>
      <img src={source} alt="QR code of the customer’s link" className="mx-auto my-5 size-64 rounded-(--radius-2) bg-(--paper)" />
      <p className="text-center font-mono">{scene.address}</p>
    </>
  );
}

// Opens the demonstration to the network that this machine is in, and closes it again.
function Address() {
  const { scene, doors } = useContext(StageContext);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef(null);
  const [name, problemName] = [useId(), useId()];
  const choose = async (address) => {
    setBusy(true);
    try {
      setScene(await ask(doors.address, { method: "POST", body: new URLSearchParams({ address }) }));
      setProblem("");
    } catch (error) {
      setProblem(error.message);
    }
    setBusy(false);
  };
  if (scene.found) {
    return (
      <div className="mt-4 flex items-center gap-3 rounded-(--radius-2) bg-(--todo-soft) py-2 pr-2 pl-3 text-(--todo-ink)">
        <p className="flex-1">Whoever is in this network can open the demonstration.</p>
        <button type="button" className={`${BUTTON} text-(--ink)`} disabled={busy} onClick={() => choose("")}>Close it again</button>
      </div>
    );
  }
  return (
    <form className="mt-1 grid gap-4" onSubmit={(event) => { event.preventDefault(); choose(field.current.value); }}>
      <p className="text-(--ink-2)">
        To a phone, “localhost” is the phone itself. Open the demonstration at an address of this machine, and phones in
        the same network find it, until you close it again or end the demonstration.
      </p>
      <div className="grid gap-1.5">
        <label htmlFor={name} className="font-medium">This machine’s address</label>
        <div className="flex gap-2">
          <input
            ref={field} id={name} inputMode="decimal" autoComplete="off" defaultValue={scene.addresses[0] ?? ""} placeholder="192.168.1.5"
            aria-invalid={problem ? true : undefined} aria-describedby={problemName}
            className="h-9 min-w-0 flex-1 rounded-(--radius-control) border border-(--ink-3) bg-(--surface) px-3 font-mono aria-invalid:border-(--urgent-ink)"
          />
          <button type="submit" className={MAIN} disabled={busy}>{busy ? "Opening" : "Open to phones"}</button>
        </div>
        <p id={problemName} role="alert" className="text-(--urgent-ink) empty:hidden">{problem}</p>
        {scene.addresses.length > 1 ? (
          <p className="flex flex-wrap gap-1.5 text-(--ink-2)">
            It also has{" "}
            {scene.addresses.slice(1).map((one) => (
              <button key={one} type="button" className="font-mono text-(--accent-ink) underline" onClick={() => { field.current.value = one; }}>{one}</button>
            ))}
          </p>
        ) : null}
        {scene.addresses.length ? null : <p className="text-(--ink-2)">This machine seems to be in no network.</p>}
      </div>
    </form>
  );
}
