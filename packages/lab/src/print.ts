/**
 * While a page is printed its drawings are as on paper, light, and what is folded in its text stands open. Afterwards its reader is where
 * they were: what is far from the screen is only estimated, and differently once it has been laid out for paper.
 */
export function watchPrinting(): void {
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
