import { mount, unmount } from "svelte";
import Search from "./Search.svelte";

const root = () => document.documentElement.dataset.root ?? "./";

/** The search on its own page, which the address has the question of. */
export function fillRoom(room: HTMLElement): void {
  room.replaceChildren();
  mount(Search, {
    target: room,
    props: { root: root(), question: new URLSearchParams(location.search).get("q") ?? "", isPage: true },
  });
}

/** The search over any page; on its own page, which has it already, the field is gone to. */
export function openDialog(room: HTMLElement | null): void {
  if (room !== null) {
    room.querySelector("input")?.focus();
    return;
  }
  if (document.querySelector("dialog.search-dialog") !== null) return;
  const dialog = document.createElement("dialog");
  dialog.className = "search-dialog";
  dialog.setAttribute("aria-label", "Search");
  document.body.append(dialog);
  const search = mount(Search, { target: dialog, props: { root: root(), onleave: () => dialog.close() } });
  dialog.addEventListener("close", () => {
    void unmount(search);
    dialog.remove();
  });
  // A press beside it closes it.
  dialog.addEventListener("pointerdown", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.showModal();
}
