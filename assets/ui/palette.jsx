// Search and commands over the page. It opens, filters its own commands and closes here, without the server, which only
// hears of the words searched for. The rows are drawn by the page: role="option" with data-href (where Enter leads),
// data-new (where Alt N leads), data-agent; or, for commands, data-words to filter by and data-href, data-signal or
// data-press. Children, by position: 0 found groups, 1 commands, 2 skeleton, 3 nothing found, 4 foot.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";

const PATIENCE_MS = 300; // a wait shorter than this shows the old rows, not a skeleton
const LONGEST = 120;
const SHORTEST = 2;
const WAYS = { n: "new", l: "new", r: "agent" };

const keyOf = (row) => row.getAttribute("data-href") || row.getAttribute("data-signal") || row.getAttribute("data-press") || "";
const letterOf = (event) => (event.code?.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key.toLowerCase());

// Every word that was typed begins a word of the command.
const fits = (words, asked) => {
  const parts = words.toLowerCase().split(" ");
  return asked.toLowerCase().split(/\s+/).every((word) => parts.some((part) => part.startsWith(word)));
};

export function Palette({ name, label, placeholder, answered = "", told = "", nothing = false, lost = false, wait = 120, onQuery, classes, children }) {
  const dialog = useRef(null);
  const field = useRef(null);
  const list = useRef(null);
  const commands = useRef(null);
  const timer = useRef(null);
  const onArrival = useRef(""); // what was asked for before the answer came: "href", "new" or "agent"
  const [text, setText] = useState("");
  const [active, setActive] = useState(""); // the row that was moved to; the first one while nobody moved
  const [first, setFirst] = useState(false); // the words begin a command's name: commands stand above
  const [alone, setAlone] = useState(false); // no command fits the words either
  const [slow, setSlow] = useState(false);
  const navigate = useNavigate();

  const asked = text.trim();
  const searched = asked.length >= SHORTEST;
  const searching = searched && asked !== answered;

  const rows = useCallback(
    () => [...(list.current?.querySelectorAll('[role="option"]') ?? [])].filter((row) => row.getClientRects().length),
    [],
  );

  const filter = useCallback((words) => {
    let begins = false;
    for (const row of commands.current?.querySelectorAll("[data-words]") ?? []) {
      const own = row.getAttribute("data-words");
      row.hidden = words !== "" && !fits(own, words);
      begins ||= words.length >= SHORTEST && own.toLowerCase().startsWith(words.toLowerCase());
    }
    const none = !commands.current?.querySelector("[data-words]:not([hidden])");
    commands.current?.toggleAttribute("hidden", none);
    setAlone(none);
    setFirst(begins);
  }, []);

  const reset = useCallback(() => {
    clearTimeout(timer.current);
    onArrival.current = "";
    if (field.current) field.current.value = "";
    setText("");
    setActive("");
    filter("");
  }, [filter]);

  const close = useCallback(() => dialog.current?.open && dialog.current.close(), []);

  const open = useCallback(() => {
    // Between two pages there is nothing to open.
    if (!dialog.current || document.querySelector("dialog:modal")) return;
    reset();
    // At once and not with the next drawing: what is typed meanwhile belongs into the field.
    dialog.current.showModal();
    field.current.focus();
    list.current.scrollTop = 0;
  }, [reset]);

  const act = useCallback((row, way = "href") => {
    if (!row) return;
    const href = way === "href" ? row.getAttribute("data-href") : row.getAttribute(`data-${way}`) || row.getAttribute("data-new");
    const signal = row.getAttribute("data-signal");
    const press = row.getAttribute("data-press");
    if (way !== "href" && !href) return;
    close();
    if (href) navigate(href);
    else if (signal) document.dispatchEvent(new CustomEvent("desk-open", { detail: signal }));
    else document.getElementById(press)?.click();
  }, [close, navigate]);

  const chosen = () => {
    const all = rows();
    return all.find((row) => keyOf(row) === active) ?? all[0];
  };

  // An answer to other words is on screen: the first row of the right answer is meant. Where somebody moved to a row, or
  // the words name a command, that row is. Without the server no answer comes: then the first command that fits is.
  const ask = (way) => {
    if (!searching || active || first) act(chosen(), way);
    else if (lost || !navigator.onLine) act(commands.current?.querySelector("[data-words]:not([hidden])"), way);
    else onArrival.current = way;
  };

  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(chosen());
    setActive(keyOf(all[(at + step + all.length) % all.length]));
    onArrival.current = "";
  };

  const type = (event) => {
    const words = event.target.value;
    setText(words);
    setActive("");
    onArrival.current = "";
    filter(words.trim());
    clearTimeout(timer.current);
    if (words.trim().length >= SHORTEST) timer.current = setTimeout(() => onQuery?.(words.trim()), wait);
  };

  const keyed = (event) => {
    if (event.isComposing || !dialog.current.open) return;
    const inList = event.target === list.current;
    const letter = letterOf(event);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const does = (deed) => {
      event.preventDefault();
      event.stopPropagation();
      deed();
    };
    if (event.key === "ArrowDown" || (inList && plain && letter === "j")) does(() => move(1));
    else if (event.key === "ArrowUp" || (inList && plain && letter === "k")) does(() => move(-1));
    else if (event.key === "Enter") does(() => ask("href"));
    else if (event.key === "Tab") does(() => (inList ? field : list).current.focus());
    else if (letter === "k" && (event.ctrlKey || event.metaKey)) does(close);
    else if (letter === "n" && event.altKey) does(() => ask("new"));
    else if (inList && plain && WAYS[letter]) does(() => ask(WAYS[letter]));
    else if (inList && plain && event.key.length === 1 && event.key !== " ") field.current.focus();
  };

  useEffect(() => {
    const signaled = (event) => event.detail === name && open();
    const pressed = (event) => event.target.closest?.(`[data-open="${name}"]`) && open();
    document.addEventListener("desk-open", signaled);
    document.addEventListener("click", pressed);
    return () => {
      document.removeEventListener("desk-open", signaled);
      document.removeEventListener("click", pressed);
    };
  }, [name, open]);

  useEffect(() => {
    setSlow(false);
    if (!searching) return undefined;
    const late = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => clearTimeout(late);
  }, [searching, asked]);

  useEffect(() => () => clearTimeout(timer.current), []);

  useLayoutEffect(() => {
    const all = rows();
    const now = all.find((row) => keyOf(row) === active) ?? all[0];
    for (const [at, row] of all.entries()) {
      row.id = `${name}-row-${at}`;
      row.setAttribute("aria-selected", row === now ? "true" : "false");
    }
    for (const part of [field.current, list.current]) {
      if (now) part?.setAttribute("aria-activedescendant", now.id);
      else part?.removeAttribute("aria-activedescendant");
    }
    if (active) now?.scrollIntoView({ block: "nearest" });
    if (onArrival.current && !searching && dialog.current?.open) {
      const way = onArrival.current;
      onArrival.current = "";
      act(now, way);
    }
  });

  const overRow = (event) => {
    const row = event.target.closest('[role="option"]');
    if (row && (event.movementX || event.movementY) && keyOf(row) !== active) setActive(keyOf(row));
  };
  const pressRow = (event) => {
    const row = event.target.closest('[role="option"]');
    if (row) act(row, event.target.closest("[data-way]")?.getAttribute("data-way") || "href");
  };

  const found = (
    <div key="found" hidden={!searched || (nothing && !searching)}>{searching && slow ? children[2] : children[0]}</div>
  );
  const empty = searched && !searching && nothing && alone;
  const own = <div key="own" ref={commands} role="group" aria-label="Commands" className={classes.group}>{children[1]}</div>;

  return (
    <dialog
      ref={dialog} aria-label={label} className={classes.dialog} onKeyDown={keyed} onClose={reset}
      onMouseDown={(event) => { if (event.target === dialog.current) close(); }}
    >
      <div className={classes.head}>
        <input
          ref={field} type="text" role="combobox" className={classes.field} aria-label={label} placeholder={placeholder}
          autoComplete="off" spellCheck={false} maxLength={LONGEST} aria-expanded={empty ? "false" : "true"} aria-controls={`${name}-list`}
          aria-autocomplete="list" enterKeyHint="go" onChange={type}
        />
        <span role="status" className={classes.told}>{searched && !searching && (alone || !nothing) ? told : ""}</span>
      </div>
      <div
        ref={list} id={`${name}-list`} role="listbox" aria-label="Results" tabIndex={0} hidden={empty} className={classes.list}
        aria-busy={searching ? "true" : undefined} onPointerMove={overRow} onClick={pressRow}
      >
        {first ? [own, found] : [found, own]}
      </div>
      {empty ? children[3] : null}
      {children[4]}
    </dialog>
  );
}
