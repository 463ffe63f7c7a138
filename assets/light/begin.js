// Asked for at once, while the scripts are still on their way: what the page shows first.
if (location.pathname.endsWith("/return")) {
  window.firstSight = fetch(`${location.pathname}/first${location.search}`)
    .then((answer) => (answer.status === 200 ? answer.json() : null))
    .catch(() => null);
}
