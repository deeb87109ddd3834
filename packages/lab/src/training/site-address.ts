/** The address of a file of the site: every page says where the site's root is, as seen from it. */
export function siteAddress(path: string): string {
  if (typeof document === "undefined") return path;
  return new URL(`${document.documentElement.dataset.root ?? "./"}${path}`, location.href).href;
}
