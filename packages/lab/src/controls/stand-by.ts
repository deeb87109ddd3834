/** Where a box stands that tells something of a control. */

/** Puts a popover below a control, or above it where there is no room; it scrolls with the page. */
export function standBy(of: Element, box: HTMLElement): void {
  const [its, own] = [of.getBoundingClientRect(), box.getBoundingClientRect()];
  const left = Math.max(8, Math.min(its.left, document.documentElement.clientWidth - own.width - 8));
  const top = its.bottom + own.height + 14 > innerHeight ? its.top - own.height - 6 : its.bottom + 6;
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${Math.max(8, top) + scrollY}px`;
}
