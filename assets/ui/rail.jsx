// Folds the sidebar to a rail and remembers it in this browser. Children are the button's content.
export function RailToggle({ id, label, className, children }) {
  const fold = () => {
    const folded = document.documentElement.toggleAttribute("data-rail");
    try {
      localStorage.setItem("rail", folded ? "1" : "0");
    } catch {
      // A browser that keeps nothing for us forgets it with the page.
    }
  };
  return <button id={id} type="button" className={className} title={label} onClick={fold}>{children}</button>;
}
