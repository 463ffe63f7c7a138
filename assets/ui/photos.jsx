// Takes photos of a return: one request a photo to our own route, with true progress; a refused one says why and leaves
// the others alone. The server answers JSON {id, url} or {problem}. Children: 0 the camera sign, 1 the remove sign.
import { useEffect, useRef, useState } from "react";

let counter = 0;

function send(url, field, file, onProgress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append(field, file);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(Math.round((100 * event.loaded) / event.total));
    request.onload = () => {
      try {
        resolve({ ok: request.status < 300, ...JSON.parse(request.responseText) });
      } catch {
        resolve({ ok: false });
      }
    };
    request.onerror = () => resolve({ ok: false });
    request.open("POST", url);
    request.send(form);
  });
}

export function Photos({
  id, action, field = "photo", photos = [], most = 6, accept = "image/jpeg,image/png,image/webp,image/heic", words, listClass,
  tileClass, pictureClass, removeClass, stateClass, meterClass, meterFillClass, addClass, problemClass, onSent, onRemove,
  children,
}) {
  const slots = Array.isArray(children) ? children : [children];
  const [sending, setSending] = useState([]);
  const [problems, setProblems] = useState([]);
  const input = useRef(null);
  const full = photos.length + sending.length >= most;

  useEffect(() => () => sending.forEach((one) => URL.revokeObjectURL(one.preview)), []);

  const change = (key, next) => setSending((now) => now.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const drop = (key) => setSending((now) => now.filter((one) => one.key !== key));

  const choose = async (event) => {
    const files = [...event.target.files].slice(0, most - photos.length - sending.length);
    event.target.value = "";
    setProblems([]);
    await Promise.all(files.map(async (file) => {
      const key = ++counter;
      setSending((now) => [...now, { key, done: 0, preview: URL.createObjectURL(file) }]);
      const answer = await send(action, field, file, (done) => change(key, { done }));
      drop(key);
      if (answer.ok) onSent?.(String(answer.id ?? ""));
      else setProblems((now) => [...now, `${file.name}: ${answer.problem || words.failed}`]);
    }));
  };

  return (
    <>
      <ul className={listClass}>
        {photos.map((photo, index) => (
          <li key={photo.id} className={tileClass}>
            <img src={photo.url} alt={`${words.photo} ${index + 1}`} className={pictureClass} />
            <button type="button" className={removeClass} aria-label={`${words.remove} ${index + 1}`} onClick={() => onRemove?.(String(photo.id))}>
              <span>{slots[1]}</span>
            </button>
          </li>
        ))}
        {sending.map((one) => (
          <li key={`sending-${one.key}`} className={tileClass}>
            <img src={one.preview} alt="" className={`${pictureClass} opacity-35`} />
            <div role="progressbar" aria-label={words.photo} aria-valuenow={one.done} aria-valuemin={0} aria-valuemax={100} className={stateClass}>
              {one.done}%
              <span className={meterClass}><i className={meterFillClass} style={{ width: `${one.done}%` }} /></span>
            </div>
          </li>
        ))}
        {full ? null : (
          <li className={tileClass}>
            <button id={id} type="button" className={addClass} onClick={() => input.current.click()}>{slots[0]}{words.add}</button>
            <input ref={input} type="file" accept={accept} multiple hidden onChange={choose} aria-label={words.add} />
          </li>
        )}
      </ul>
      {problems.map((problem) => <p key={problem} role="alert" className={problemClass}>{problem}</p>)}
    </>
  );
}
