/** Where a figure is found by itself, with or without the lab around it. */

/** The site's root, from the page that is open. */
export function rootOf(page: Document): URL {
  return new URL(page.documentElement.dataset.root ?? "./", page.baseURI);
}

/** The address of a figure in a state, as its frame writes it. */
export function addressOf(root: URL, kind: "figures" | "embed", name: string, text: string): string {
  const address = new URL(`${kind}/${name}/`, root);
  address.hash = text;
  return address.href;
}

/** For an attribute in double quotes, or between tags. */
export const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** What one writes into another page, or into slides, to have the figure there. */
export function embedding(address: string, title: string, height: number): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${Math.ceil(height)}" style="border: 0" loading="lazy" allow="fullscreen"></iframe>`;
}
