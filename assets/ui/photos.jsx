// The tiles of a photo question: those that are there, those on their way with how much of them has arrived, and the
// last ones add. Nothing here needs the page's own connection. Fetched only when a question asks for photos.
import { Camera, ImagePlus, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { forget, goOn, remove, take, usePhotos } from "./photo_sending.js";

const isHandheld = matchMedia("(pointer: coarse)").matches;
const percent = (item) => (item.blob ? Math.floor((100 * item.sent) / item.blob.size) : 0);
const named = (words, number) => words.replace("#", number);

function Sending({ item, number, words, looks, onRemove }) {
  const done = percent(item);
  const label = named(words.photo, number);
  return (
    <li className={looks.tileClass}>
      {item.url ? <img src={item.url} alt="" className={`${looks.pictureClass} ${looks.dimClass}`} /> : null}
      <RemoveButton label={named(words.remove, number)} looks={looks} onClick={onRemove} />
      <div role="progressbar" aria-label={label} aria-valuenow={done} aria-valuemin={0} aria-valuemax={100} className={looks.stateClass}>
        {item.state === "waits" && item.tries ? words.waits : `${done}%`}
        <span className={looks.meterClass}><i className={looks.fillClass} style={{ width: `${done}%` }} /></span>
      </div>
    </li>
  );
}

function RemoveButton({ label, looks, onClick }) {
  return (
    <button type="button" className={looks.removeClass} aria-label={label} onClick={onClick}>
      <span className={looks.signClass}><X className="size-4" aria-hidden="true" /></span>
    </button>
  );
}

function AddTile({ label, sign: Sign, capture, several, looks, onFiles }) {
  const input = useRef(null);
  const chosen = (event) => {
    const files = [...event.target.files];
    event.target.value = "";
    onFiles(files);
  };
  return (
    <li className={looks.tileClass}>
      <button type="button" data-add="" className={looks.addClass} onClick={() => input.current.click()}>
        <Sign className="size-5" aria-hidden="true" />{label}
      </button>
      <input ref={input} type="file" accept="image/*" capture={capture} multiple={several} hidden onChange={chosen} aria-label={label} />
    </li>
  );
}

// What is said to who does not see the bar: every quarter of the way, and that a photo has arrived.
function useProgressWords(moving, words) {
  const told = useRef({});
  const [said, setSaid] = useState("");
  useEffect(() => {
    for (const { item, number } of moving) {
      const quarter = item.state === "done" ? 5 : Math.floor(percent(item) / 25);
      if (quarter <= (told.current[item.id] ?? 0)) continue;
      told.current[item.id] = quarter;
      setSaid(item.state === "done" ? named(words.sent, number) : `${named(words.photo, number)}: ${quarter * 25}%`);
    }
  });
  return said;
}

// Next waits until everything has been sent, and is then pressed again by itself.
function useHeld(root, isSending, hasFailed) {
  const [held, setHeld] = useState(null);
  useEffect(() => {
    if (!isSending) return undefined;
    const hold = (event) => {
      if (!event.target.contains(root.current)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setHeld({ form: event.target, submitter: event.submitter });
    };
    document.addEventListener("submit", hold, true);
    return () => document.removeEventListener("submit", hold, true);
  }, [isSending]);
  useEffect(() => {
    if (!held || isSending) return;
    setHeld(null);
    if (!hasFailed) held.form.requestSubmit();
  }, [held, isSending, hasFailed]);
  return held !== null;
}

export default function Photos({ field, base, query, place, photos = [], most, words, looks }) {
  const root = useRef(null);
  const [gone, setGone] = useState([]);
  const [problem, setProblem] = useState("");
  const own = { field, base, query, place, words };
  const mine = usePhotos(field);
  const failed = mine.filter((item) => item.state === "failed");
  const here = mine.filter((item) => item.state === "done").map((item) => item.id);
  const there = [...new Set([...photos, ...here])].filter((one) => !gone.includes(one));
  const moving = mine.filter((item) => !["done", "failed"].includes(item.state) && !there.includes(item.id));
  const room = most - there.length - moving.length;
  const numberOf = (item) => (there.includes(item.id) ? there.indexOf(item.id) : there.length + moving.indexOf(item)) + 1;
  const said = useProgressWords(mine.filter((item) => item.state !== "failed").map((item) => ({ item, number: numberOf(item) })), words);
  const isHeld = useHeld(root, moving.length > 0, failed.length > 0);

  useEffect(() => { goOn(own); }, [field, place]);

  const add = (files) => {
    setProblem(files.length > room ? named(words.most, most) : "");
    failed.forEach((item) => forget(item.id));
    take(files.slice(0, room), own);
  };
  const away = async (photo) => {
    setProblem("");
    const isGone = await remove(photo, own);
    if (isGone) setGone((all) => [...all, photo]);
    else setProblem(words.failed);
    root.current?.querySelector("[data-add]")?.focus();
  };
  const pictureOf = (photo) => mine.find((item) => item.id === photo)?.url || `${base}${photo}/small.jpg`;
  const adds = isHandheld
    ? [{ sign: Camera, label: words.camera, capture: "environment" }, { sign: ImagePlus, label: words.choose, several: true }]
    : [{ sign: ImagePlus, label: words.choose, several: true }];

  return (
    <div ref={root}>
      <ul className={looks.listClass}>
        {there.map((photo, at) => (
          <li key={photo} className={looks.tileClass}>
            <img src={pictureOf(photo)} alt={named(words.photo, at + 1)} loading="lazy" className={looks.pictureClass} />
            <RemoveButton label={named(words.remove, at + 1)} looks={looks} onClick={() => away(photo)} />
          </li>
        ))}
        {moving.map((item) => (
          <Sending key={item.id} item={item} number={numberOf(item)} words={words} looks={looks} onRemove={() => away(item.id)} />
        ))}
        {room > 0 ? adds.map((each) => <AddTile key={each.label} looks={looks} onFiles={add} {...each} />) : null}
      </ul>
      {failed.map((item) => (
        <p key={item.id} role="alert" className={looks.problemClass}>
          {item.name ? `${item.name}: ` : ""}{item.problem || words.failed}{" "}
          <button type="button" className={looks.dismissClass} onClick={() => forget(item.id)}>{words.dismiss}</button>
        </p>
      ))}
      {problem ? <p role="alert" className={looks.problemClass}>{problem}</p> : null}
      <p role="status" className={isHeld ? looks.heldClass : "sr-only"}>{isHeld ? words.held : said}</p>
    </div>
  );
}
