/** What the pages' frames do: colours, copying commands, the contents that follow the reader; and they are kept for later. */
import { keepForLater } from "./offline.ts";

const THEMES = ["system", "light", "dark"] as const;
const KEY = "nndl-lab-theme";

export function watchFrame(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-copy], button[data-theme-switch]");
    if (button?.dataset.copy !== undefined) void copy(button, button.dataset.copy);
    else if (button !== null) nextTheme(button);
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-theme-switch]")) {
    button.hidden = false;
    nameTheme(button);
  }
  followContents();
  void keepForLater();
}

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  button.dataset.label ??= button.textContent ?? "";
  const label = button.dataset.label;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed: select and copy it";
  }
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
}

function nextTheme(button: HTMLButtonElement): void {
  const root = document.documentElement;
  const at = THEMES.indexOf((root.dataset.theme ?? "system") as (typeof THEMES)[number]);
  const next = THEMES[(at + 1) % THEMES.length]!;
  if (next === "system") delete root.dataset.theme;
  else root.dataset.theme = next;
  try {
    if (next === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // Where nothing may be kept, the choice holds for this page.
  }
  nameTheme(button);
}

function nameTheme(button: HTMLButtonElement): void {
  button.textContent = `Colours: ${document.documentElement.dataset.theme ?? "system"}`;
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
