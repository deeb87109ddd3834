/** Opens the search: by its link, which every page has, and by a key. Nothing of it is loaded before. */

/** Where the search stands on its own page. */
const room = () => document.querySelector<HTMLElement>("[data-search-room]");

export function watchSearch(): void {
  const place = room();
  if (place !== null) void import("./place.ts").then(({ fillRoom }) => fillRoom(place));
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-search]"))
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void open();
    });
  document.addEventListener("keydown", (event) => {
    if (!asksForSearch(event)) return;
    event.preventDefault();
    void open();
  });
}

async function open(): Promise<void> {
  const { openDialog } = await import("./place.ts");
  openDialog(room());
}

/** "/" where nothing is being typed, and Control or Command with K. */
function asksForSearch({ key, ctrlKey, metaKey, altKey, target, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || altKey) return false;
  if (ctrlKey || metaKey) return key.toLowerCase() === "k" && ctrlKey !== metaKey;
  return key === "/" && !(target as Element).closest("input, textarea, select, [contenteditable]");
}
