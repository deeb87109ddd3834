/**
 * While a page is printed its drawings are as on paper, light, and what is folded in its text stands open. Afterwards its reader is where
 * they were: what is far from the screen is only estimated, and differently once it has been laid out for paper.
 */
export function watchPrinting(figures: { wakeAll(): void }): void {
  printWhenDrawn(figures);
  let undo = () => {};
  addEventListener("beforeprint", () => {
    const root = document.documentElement;
    const { theme } = root.dataset;
    const folded = [...document.querySelectorAll<HTMLDetailsElement>("details.answer:not([open])")];
    const goBack = placeOfReader();
    root.dataset.theme = "light";
    for (const answer of folded) answer.open = true;
    undo = () => {
      if (theme === undefined) delete root.dataset.theme;
      else root.dataset.theme = theme;
      for (const answer of folded) answer.open = false;
      goBack();
    };
  });
  addEventListener("afterprint", () => undo());
}

/** What stands in the middle of the screen now, to be scrolled back to that place. */
function placeOfReader(): () => void {
  const seen = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const top = seen?.getBoundingClientRect().top ?? 0;
  const goBack = (frames: number) => {
    const off = (seen?.getBoundingClientRect().top ?? top) - top;
    if (Math.abs(off) > 1) scrollBy({ top: off, behavior: "instant" });
    // What comes near on the way is laid out, and may push it away again.
    if (frames > 0) requestAnimationFrame(() => goBack(frames - 1));
  };
  return () => requestAnimationFrame(() => goBack(5));
}

/** A figure that has never been seen, or a program in one that has not printed all yet. */
const isUnfinished = () => document.querySelector(".island:not([data-alive]), pre[aria-busy=true]") !== null;

/**
 * Figures that no reader has come near are as they were written: their canvases are empty, and their programs have not run. Nothing can be
 * waited for once the browser prints; so the keys for it first bring everything to life, and then print.
 */
function printWhenDrawn({ wakeAll }: { wakeAll(): void }): void {
  let isComing = false;
  window.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (key.toLowerCase() !== "p" || !(ctrlKey || metaKey) || altKey || shiftKey) return;
    if (!isComing && !isUnfinished()) return;
    event.preventDefault();
    if (isComing) return;
    isComing = true;
    void drawAll(wakeAll).then(() => {
      isComing = false;
      print();
    });
  });
}

async function drawAll(wakeAll: () => void): Promise<void> {
  const word = document.createElement("p");
  word.className = "printing";
  word.setAttribute("role", "status");
  word.textContent = "The figures are being drawn for paper …";
  document.body.append(word);
  // What is drawn takes its measure from its room, so all of it must have some.
  const goBack = placeOfReader();
  document.documentElement.dataset.whole = "";
  goBack();
  wakeAll();
  // Half a second in which nothing is unfinished is enough for digits that a figure fetches; one that cannot be had is not waited for.
  const [quiet, patience] = [30, 900];
  for (let frame = 0, still = 0; frame < patience && still < quiet; frame++) {
    await new Promise(requestAnimationFrame);
    still = isUnfinished() ? 0 : still + 1;
  }
  word.remove();
}
