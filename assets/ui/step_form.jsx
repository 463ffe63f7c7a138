// The form around a step of a wizard. What is typed lives in the page's own fields; whenever the step is left, by
// whatever way, everything typed goes along in one event: onLeave(step, where to, fields).
//
// Ways out: submitting (the next step; Enter does so from every field, from a closed select too), an element with
// data-go, a link of the stepper (its `step`). `scene` names what is on screen: when it changes, focus moves to
// [data-autofocus] or to the heading. `complaint` counts refusals: when it grows, focus moves to the first field that is
// wrong. With `watch`, edits are told as they happen: onEdit(fields).
import { useEffect, useRef } from "react";

const REST_MS = 250;

const isOpen = (select) => CSS.supports("selector(:open)") && select.matches(":open");

function gather(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") continue;
    if (name in fields) fields[name] = [].concat(fields[name], value);
    else fields[name] = value;
  }
  return fields;
}

function wayOf(event, step) {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return "";
  const marked = event.target.closest("[data-go]");
  if (marked) return marked.getAttribute("data-go");
  const link = event.target.closest("a[href*='step=']");
  if (!link) return "";
  const to = new URL(link.href).searchParams.get("step") ?? "";
  return to === step ? "" : to;
}

export function StepForm({ step, scene, complaint = 0, watch = false, className, onLeave, onEdit, children }) {
  const form = useRef(null);
  const timer = useRef(null);

  const leave = (go) => {
    clearTimeout(timer.current);
    onLeave?.(step, go, gather(form.current));
  };
  const pressed = (event) => {
    const go = wayOf(event, step);
    if (!go) return;
    event.preventDefault();
    event.stopPropagation();
    leave(go);
  };
  // Browsers open a select by Enter, or do nothing; Space and the arrows open it as well.
  const keyed = (event) => {
    if (event.key !== "Enter" || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!event.target.matches("select") || isOpen(event.target)) return;
    event.preventDefault();
    form.current.requestSubmit();
  };
  const edited = () => {
    if (!watch) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onEdit?.(gather(form.current)), REST_MS);
  };

  useEffect(() => () => clearTimeout(timer.current), []);

  useEffect(() => {
    if (!scene) return;
    clearTimeout(timer.current);
    const marked = form.current?.querySelector("[data-autofocus]");
    const field = marked?.matches("input, select, textarea, button, [tabindex]") ? marked : marked?.querySelector("input, select, textarea");
    (field ?? document.getElementById("title"))?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [scene]);

  useEffect(() => {
    if (complaint) form.current?.querySelector('[aria-invalid="true"]')?.focus();
  }, [complaint]);

  return (
    <form
      ref={form} noValidate autoComplete="off" className={className} onClickCapture={pressed} onInput={edited} onKeyDown={keyed}
      onSubmit={(event) => { event.preventDefault(); leave("next"); }}
    >
      {children}
    </form>
  );
}
