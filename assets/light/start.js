// Runs at the end of the page. Its scripts come once it is painted: before, they would keep the line and the processor
// of a slow phone from showing it.
requestAnimationFrame(() =>
  setTimeout(() => {
    const [first, ...others] = document.body.dataset.scripts.split(" ");
    const ask = (kind, facts) => document.head.append(Object.assign(document.createElement(kind), facts));
    for (const name of others) ask("link", { rel: "modulepreload", href: name });
    ask("script", { type: "module", src: first });
  }),
);
