// Runs before the first paint: without it a reader of the dark theme sees a white flash, and a folded sidebar jumps.
(function () {
  try {
    var theme = localStorage.getItem("theme") || "system";
    var dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
    document.documentElement.classList.add(dark ? "dark" : "light");
    if (localStorage.getItem("rail") === "1") document.documentElement.setAttribute("data-rail", "");
  } catch (unavailable) {
    // A browser that keeps nothing for us gets the light theme and the open sidebar.
  }
  // For the Back button browsers keep whole pages as they stood, also when their reader has signed out since. What is
  // staff's is put away before it is kept, and asked for anew.
  function isKept(event) {
    return event.persisted && /^\/(desk|inbox)(\/|$)/.test(location.pathname);
  }
  addEventListener("pagehide", function (event) {
    if (isKept(event)) document.documentElement.hidden = true;
  });
  addEventListener("pageshow", function (event) {
    if (isKept(event)) location.reload();
  });
})();
