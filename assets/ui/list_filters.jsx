// The filters over a list. What is asked for stands in the page's address alone: these parts read it there and go to
// another address, so that a reload, the back button and a colleague's copy show the same. Nothing is sent from here.
import { useEffect, useId, useRef, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";

const REST_MS = 200;
const MANY = 10;

// The address as it is, empty while the page is not the browser's yet: the prerendered page knows no address.
function useAddress() {
  const location = useLocation();
  const navigate = useNavigate();
  const [mine, setMine] = useState(false);
  // What was asked for last, shown at once: the address follows a moment later, and a second press builds on it.
  const [ahead, setAhead] = useState(null);
  const latest = useRef(null);
  useEffect(() => setMine(true), []);
  useEffect(() => { latest.current = null; setAhead(null); }, [location.search]);
  const search = mine ? ahead ?? location.search : "";
  const go = (changes, { replace = false } = {}) => {
    const next = new URLSearchParams(latest.current ?? window.location.search);
    for (const [name, value] of Object.entries({ before: "", after: "", ...changes })) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const query = next.toString().replaceAll("%2C", ",");
    const wanted = query ? `?${query}` : "";
    if (wanted === (latest.current ?? window.location.search)) return;
    latest.current = wanted;
    setAhead(wanted);
    navigate(window.location.pathname + wanted, { replace });
  };
  return [new URLSearchParams(search), go];
}

const listed = (params, name) => (params.get(name) ?? "").split(",").filter(Boolean);

export function ListSearch({ id, label, placeholder, className }) {
  const [params, go] = useAddress();
  const box = useRef(null);
  const timer = useRef(null);
  const asked = params.get("q") ?? "";
  const sent = useRef("");
  useEffect(() => {
    // Another search came from elsewhere, such as the back button; what is being typed is the typist's own.
    if (asked === sent.current) return;
    sent.current = asked;
    box.current.value = asked;
  }, [asked]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = () => {
    clearTimeout(timer.current);
    const words = box.current.value.trim();
    if (words === sent.current) return;
    const replace = sent.current !== "" && words !== "";
    sent.current = words;
    go({ q: words }, { replace });
  };
  const typed = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(ask, REST_MS);
  };
  const keyed = (event) => {
    if (event.key === "Enter") ask();
    if (event.key === "Escape") {
      event.preventDefault();
      if (box.current.value) { box.current.value = ""; ask(); } else box.current.blur();
    }
    // Down from the search into what it found.
    if (event.key === "ArrowDown") { event.preventDefault(); ask(); document.querySelector("a[data-row]")?.focus(); }
  };
  return (
    <input
      ref={box} id={id} name={id} type="search" maxLength={120} autoComplete="off" spellCheck={false} placeholder={placeholder}
      aria-label={label} aria-keyshortcuts="/" className={className} defaultValue="" onChange={typed} onKeyDown={keyed}
    />
  );
}

// What every chip shares: a button that opens a popup below it, closed by Escape, Tab and a press elsewhere.
function Chip({ name, value, classes, onClear, wide, children }) {
  const [open, setOpen] = useState(false);
  const [atEnd, setAtEnd] = useState(false);
  const box = useRef(null);
  const opener = useRef(null);
  const panel = useId();
  useEffect(() => {
    if (!open) return undefined;
    setAtEnd(opener.current.getBoundingClientRect().left > window.innerWidth - (wide ? 320 : 280));
    box.current.querySelector("[data-panel] :is(input:checked, input)")?.focus();
    const away = (event) => { if (!box.current?.contains(event.target)) setOpen(false); };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);
  const leave = () => { setOpen(false); opener.current?.focus(); };
  const keyed = (event) => {
    if (!open) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); leave(); return; }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.target.type === "date") return;
    event.preventDefault();
    const all = [...box.current.querySelectorAll("[data-panel] input")];
    all[(all.indexOf(document.activeElement) + by + all.length) % all.length]?.focus();
  };
  const left = (event) => {
    if (open && event.relatedTarget && !box.current.contains(event.relatedTarget)) setOpen(false);
  };
  const clear = () => { onClear(); setOpen(false); opener.current?.focus(); };
  return (
    <span ref={box} className="relative inline-flex" onKeyDown={keyed} onBlur={left}>
      <span className={value ? classes.set : "contents"}>
        <button
          ref={opener} type="button" className={value ? classes.inner : classes.empty} aria-expanded={open ? "true" : "false"}
          aria-controls={open ? panel : undefined} aria-haspopup="true" title={value || undefined} onClick={() => setOpen(!open)}
        >
          {value ? <><span className={classes.name}>{name}</span>{" "}<b className={classes.value}>{value}</b></> : <><Plus size={14} aria-hidden="true" />{name}</>}
        </button>
        {value ? (
          <button type="button" className={classes.clear} aria-label={`Remove filter ${name}`} onClick={clear}>
            <X size={14} aria-hidden="true" />
          </button>
        ) : null}
      </span>
      {open ? (
        <div id={panel} data-panel="" role="group" aria-label={name} className={`${classes.panel} ${atEnd ? "right-0" : "left-0"}`}>
          {children}
        </div>
      ) : null}
    </span>
  );
}

// `options` come from the server, `more` with the page; an option is {value, label}. What is chosen stands first.
export function FilterChip({ name, param, options = [], more = [], classes, onlySet = false }) {
  const [params, go] = useAddress();
  const [words, setWords] = useState("");
  const pushed = useRef("");
  const chosen = listed(params, param);
  const known = [...options, ...more.filter((one) => !options.some((other) => other.value === one.value))];
  const label = (value) => known.find((one) => one.value === value)?.label ?? "Unknown";
  const put = (values) => {
    // Several ticks are one step back.
    go({ [param]: values.join(",") }, { replace: pushed.current === window.location.pathname + param });
    pushed.current = window.location.pathname + param;
  };
  const toggle = (value) => put(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  const wanted = words.trim().toLowerCase();
  const many = known.length > MANY;
  const fits = (one) => !wanted || one.label.toLowerCase().includes(wanted) || one.value.toLowerCase() === wanted;
  const shown = known.filter(fits);
  if (onlySet && !chosen.length) return null;
  return (
    <Chip name={name} value={chosen.map(label).join(", ")} classes={classes} onClear={() => { pushed.current = ""; put([]); }}>
      {many ? (
        <input
          type="search" className={classes.search} placeholder={`Search ${name.toLowerCase()}`} aria-label={`Search ${name.toLowerCase()}`}
          autoComplete="off" value={words} onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => { if (event.key === "Enter" && shown.length) { event.preventDefault(); toggle(shown[0].value); } }}
        />
      ) : null}
      <div className={classes.options}>
        {shown.map((one) => (
          <label key={one.value} className={classes.option}>
            <input
              type="checkbox" className={classes.tick} checked={chosen.includes(one.value)} onChange={() => toggle(one.value)}
              onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); toggle(one.value); } }}
            />
            <span className="truncate">{one.label}</span>
          </label>
        ))}
        {shown.length ? null : <p className={classes.none}>Nothing of this name</p>}
      </div>
    </Chip>
  );
}

const PRESETS = [["today", "today"], ["7d", "last 7 days"], ["30d", "last 30 days"]];

function periodWords(from, to) {
  const preset = PRESETS.find(([value]) => value === from);
  if (preset) return preset[1];
  if (from && to) return from === to ? from : `${from} to ${to}`;
  if (from) return `since ${from}`;
  return to ? `until ${to}` : "";
}

export function PeriodChip({ name, classes }) {
  const [params, go] = useAddress();
  const from = params.get("from") ?? "";
  const to = params.get("to") ?? "";
  const isPreset = PRESETS.some(([value]) => value === from);
  const day = (field) => (event) => {
    if (event.target.value || !event.target.validity.badInput) go({ ...(isPreset ? { from: "" } : {}), [field]: event.target.value });
  };
  return (
    <Chip name={name} value={periodWords(from, to)} classes={classes} onClear={() => go({ from: "", to: "" })} wide>
      <div className={classes.options}>
        {PRESETS.map(([value, words]) => (
          <label key={value} className={classes.option}>
            <input
              type="radio" name={`${name}-period`} className={classes.radio} checked={from === value}
              onChange={() => go({ from: value, to: "" })}
            />
            <span>{words[0].toUpperCase() + words.slice(1)}</span>
          </label>
        ))}
      </div>
      <div className={classes.days}>
        <label className="grid gap-1"><span className={classes.name}>From</span>
          <input key={`f${from}`} type="date" className={classes.day} defaultValue={isPreset ? "" : from} max={to || undefined} onChange={day("from")} />
        </label>
        <label className="grid gap-1"><span className={classes.name}>To</span>
          <input key={`t${to}`} type="date" className={classes.day} defaultValue={to} min={isPreset ? undefined : from || undefined} onChange={day("to")} />
        </label>
      </div>
    </Chip>
  );
}

export function FlagChip({ name, param, classes }) {
  const [params, go] = useAddress();
  const on = params.get(param) === "1";
  return (
    <span className={on ? classes.set : "contents"}>
      <button
        type="button" aria-pressed={on ? "true" : "false"} className={on ? classes.inner : classes.empty}
        onClick={() => go({ [param]: on ? "" : "1" })}
      >
        {on ? null : <Plus size={14} aria-hidden="true" />}{on ? <b className={classes.value}>{name}</b> : name}
      </button>
      {on ? (
        <button type="button" className={classes.clear} aria-label={`Remove filter ${name}`} onClick={() => go({ [param]: "" })}>
          <X size={14} aria-hidden="true" />
        </button>
      ) : null}
    </span>
  );
}

const FILTERS = ["status", "type", "agent", "country", "from", "to", "why", "unanswered"];

// Takes all filters off; the search goes too where `words` says so.
export function ClearFilters({ label, words = false, className }) {
  const [params, go] = useAddress();
  const names = words ? [...FILTERS, "q"] : FILTERS;
  if (!names.some((name) => params.get(name))) return null;
  return (
    <button type="button" className={className} onClick={() => go(Object.fromEntries(names.map((name) => [name, ""])))}>{label}</button>
  );
}

// A column that sorts: `first` and `then` are values of ?sort=, `order` says which way each counts.
export function SortHead({ label, first, then, usual, order, end = false, className, buttonClass }) {
  const [params, go] = useAddress();
  const now = params.get("sort") || usual;
  const searching = Boolean(params.get("q"));
  const by = searching ? -1 : [first, then].indexOf(now);
  const next = by === 0 ? then : first;
  const way = by < 0 ? "none" : order[by];
  return (
    <th scope="col" aria-sort={way} className={className} title={searching ? "A search shows the newest returns first" : undefined}>
      <button type="button" disabled={searching} className={buttonClass} data-on={by < 0 ? "false" : "true"} onClick={() => go({ sort: next === usual ? "" : next })}>
        {label}
        {way === "ascending" ? <ArrowUp size={12} aria-hidden="true" /> : null}
        {way === "descending" ? <ArrowDown size={12} aria-hidden="true" /> : null}
      </button>
    </th>
  );
}
