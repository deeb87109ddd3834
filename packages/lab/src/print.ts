/** While a page is printed its drawings are as on paper, light, and what is folded in its text stands open. */
export function watchPrinting(): void {
  let undo = () => {};
  addEventListener("beforeprint", () => {
    const root = document.documentElement;
    const { theme } = root.dataset;
    const folded = [...document.querySelectorAll<HTMLDetailsElement>("details.answer:not([open])")];
    root.dataset.theme = "light";
    for (const answer of folded) answer.open = true;
    undo = () => {
      if (theme === undefined) delete root.dataset.theme;
      else root.dataset.theme = theme;
      for (const answer of folded) answer.open = false;
    };
  });
  addEventListener("afterprint", () => undo());
}
