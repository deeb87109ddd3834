/** Whether a panel is in sight: only then is it worth being drawn anew while a run goes on. */
import { getContext, setContext } from "svelte";

export interface Sight {
  readonly isThere: boolean;
}

const key = Symbol("sight");
/** What has no panel that is watched. */
const always: Sight = { isThere: true };
/** How far beyond the window a panel is kept up to date, so that it is when its reader comes. */
const rootMargin = "120px";

/** Watches a panel for whatever looks at the run in it from now on. */
export function watchSight(panel: () => Element | undefined): void {
  let isThere = $state(true);
  setContext<Sight>(key, {
    get isThere() {
      return isThere;
    },
  });
  $effect(() => {
    const element = panel();
    if (element === undefined) return;
    const observer = new IntersectionObserver(
      (entries) => {
        isThere = entries.at(-1)!.isIntersecting;
      },
      { rootMargin },
    );
    observer.observe(element);
    return () => observer.disconnect();
  });
}

/** That of the panel in which this is called, while a component is made. */
export const sightHere = (): Sight => getContext<Sight | undefined>(key) ?? always;
