// Begins a customer's page: takes over what the HTML shows, and fills it with what the server told of the return.
import { createElement, useContext, useEffect } from "react";
import { hydrateRoot } from "react-dom/client";
import { EventLoopProvider, StateProvider, StateStoreContext, defaultColorMode, initialState } from "$/utils/context";
import { ThemeProvider } from "$/utils/react-theme";

// The screen of the step, before the socket is up. What the socket has told meanwhile is newer, and stays.
function FirstSight() {
  const store = useContext(StateStoreContext);
  useEffect(() => {
    window.firstSight?.then((told) => {
      for (const [name, part] of Object.entries(told ?? {})) {
        if (store.getSnapshot(name) === initialState[name]) store.dispatchers[name]?.(part);
      }
    });
  }, [store]);
  return null;
}

export function show(Page) {
  const inside = createElement(EventLoopProvider, {}, createElement(FirstSight), createElement(Page));
  const app = createElement(ThemeProvider, { defaultTheme: defaultColorMode }, createElement(StateProvider, {}, inside));
  hydrateRoot(document.getElementById("page"), app);
}
