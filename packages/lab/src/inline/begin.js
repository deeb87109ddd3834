// Asks for the scripts once there is something to read: before that they would only be in the way of what is painted first. And lays
// out what is on the first screen, then, once that is painted, what is near it, piece by piece. It stands at the page's end, where
// it waits for the styles: a page that is complete without them would be laid out twice.
{
  const root = document.documentElement;
  const pieces = document.querySelectorAll(".chapter article > *");
  let next = 0;
  /** Lays out the next piece, if it begins so many screens from the top; to ask where it is lays out the one before. */
  const reveal = (screens) => {
    const piece = pieces[next];
    if (piece === undefined || piece.getBoundingClientRect().top > screens * innerHeight) return false;
    piece.dataset.near = screens > 1 ? "next" : "first";
    next++;
    return true;
  };
  /** Each in a task of its own. What is farther away is laid out when its reader comes near. */
  const revealOthers = () => {
    if (!("opening" in root.dataset)) return;
    if (reveal(2.5)) setTimeout(revealOthers);
    else delete root.dataset.opening;
  };
  if ("opening" in root.dataset) {
    while (reveal(1));
    // Who cannot wait gets all that there is to see.
    const begins = ["scroll", "keydown"];
    for (const type of begins) addEventListener(type, () => delete root.dataset.opening, { once: true, passive: true });
  }
  const begin = () => {
    const later = document.querySelector("template[data-scripts]");
    later?.remove();
    if (later !== null) document.head.append(later.content);
    revealOthers();
  };
  try {
    new PerformanceObserver((list) => {
      if (list.getEntriesByName("first-contentful-paint").length > 0) begin();
    }).observe({ type: "paint", buffered: true });
  } catch {
    // An old browser does not say when it has painted.
  }
  // Nor does one that paints nothing, in a tab that nobody looks at.
  addEventListener("load", () => setTimeout(begin, 1000));
}
