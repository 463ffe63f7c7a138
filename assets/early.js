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
})();
