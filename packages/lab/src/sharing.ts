/** What a page says to those who are sent its address: Open Graph (https://ogp.me), and where the page really is. */

export interface Shared {
  readonly path: string;
  readonly title: string;
  readonly description: string;
}

/** The picture that stands beside a link: one for all pages, made when the lab is built. */
export const sharedPictureFile = "shared.png";

/** A property of a page and what it is. */
export type Tag = readonly [property: string, content: string];

/**
 * @param site the address of the site's root, with a slash at its end; where nobody said it, nothing is said that needs it
 * @returns the properties, and the page's own address where it is known and there is one
 */
export function sharingOf(
  { path, title, description }: Shared,
  site?: string,
): { readonly tags: readonly Tag[]; readonly canonical: string | undefined } {
  const tags: Tag[] = [
    ["og:site_name", "nndl lab"],
    ["og:type", path.startsWith("chapter-") ? "article" : "website"],
    ["og:title", title],
    ["og:description", description],
  ];
  if (site === undefined || path.endsWith(".html")) return { tags, canonical: undefined };
  // What is embedded is a part of the figure's own page.
  const canonical = site + path.replace(/^embed\//, "figures/");
  tags.push(
    ["og:url", canonical],
    ["og:image", site + sharedPictureFile],
    ["og:image:width", "1200"],
    ["og:image:height", "630"],
    ["og:image:alt", "A handwritten 7, the 30 hidden neurons of a network that reads it, and its ten outputs"],
  );
  return { tags, canonical };
}

/**
 * The site's address as somebody gave it: with a slash at its end.
 * @throws Error when it is no address of the web
 */
export function siteFrom(given: string | undefined): string | undefined {
  if (given === undefined || given === "") return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "")
    throw new Error(
      `NNDL_LAB_ADDRESS must be the address of the site's root, as https://example.org/lab/; received "${given}". Correct it, or leave it out.`,
    );
  return url.href.replace(/\/*$/, "/");
}
