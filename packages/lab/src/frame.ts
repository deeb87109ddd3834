/** What the pages' frames do: colours, copying commands, the contents that follow the reader; and they are kept for later. */
import { isCopied } from "./controls/copied.ts";
import { keepForLater } from "./offline.ts";
import { watchPrinting } from "./print.ts";
import { watchSearch } from "./search/watch.ts";

const KEY = "nndl-lab-theme";

/** @param figures.wakeAll brings all figures to life, wherever they are */
export function watchFrame(figures: { wakeAll(): void }): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-copy], button[data-theme-switch]");
    if (button?.dataset.copy !== undefined) void copy(button, button.dataset.copy);
    else if (button !== null) changeTheme();
  });
  skipInPlace();
  nameThemes();
  systemIsDark.addEventListener("change", nameThemes);
  followContents();
  watchSearch();
  watchPrinting(figures);
  void keepForLater();
}

/** To skip to the text moves the focus and leaves the address alone: on many pages its fragment is a state, not a place. */
function skipInPlace(): void {
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    const main = document.getElementById("main");
    if (main === null) return;
    event.preventDefault();
    main.tabIndex = -1;
    main.focus();
  });
}

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  button.dataset.label ??= button.textContent ?? "";
  const label = button.dataset.label;
  button.textContent = (await isCopied(text)) ? "Copied" : "Not allowed: select and copy it";
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const theme = () => document.documentElement.dataset.theme ?? (systemIsDark.matches ? "dark" : "light");
const otherTheme = () => (theme() === "dark" ? "light" : "dark");

/** A choice is kept where it is another than the system's; who chooses as the system does, follows it again. */
function changeTheme(): void {
  const next = otherTheme();
  const isChoice = (next === "dark") !== systemIsDark.matches;
  if (isChoice) document.documentElement.dataset.theme = next;
  else delete document.documentElement.dataset.theme;
  try {
    if (isChoice) localStorage.setItem(KEY, next);
    else localStorage.removeItem(KEY);
  } catch {
    // Where nothing may be kept, the choice holds for this page.
  }
  nameThemes();
}

/** The button says what it does. */
function nameThemes(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-theme-switch]")) {
    button.hidden = false;
    button.textContent = otherTheme() === "dark" ? "Dark colours" : "Light colours";
  }
}

/** Marks the section that is being read. */
function followContents(): void {
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>(".contents a[href^='#']")].map((link) => [
      link.hash.slice(1),
      link,
    ]),
  );
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter((heading) => heading !== null);
  if (headings.length === 0) return;
  const mark = () => {
    const current = headings.findLast((heading) => heading.getBoundingClientRect().top < 120) ?? headings[0]!;
    for (const [id, link] of links)
      if (id === current.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
  };
  document.addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
  mark();
}
