/** Pictures of a page, each of them in it once, however often it is shown: networks stumble over the same digits. */
import { type Markup, markup } from "@nndl/words/markup";

export class PictureStore {
  readonly #ids = new Map<string, string>();

  /** @param png in base64 @param alt what it shows */
  draw(png: string, alt: string): Markup {
    const id = this.#ids.get(png) ?? `p${this.#ids.size}`;
    this.#ids.set(png, id);
    return markup`<svg class="ink" viewBox="0 0 28 28" role="img" aria-label="${alt}"><use href="#${id}"/></svg>`;
  }

  /** What the pictures that were drawn refer to; it stands in the page once, and shows nothing. */
  get store(): Markup {
    const images = [...this.#ids].map(
      ([png, id]) => markup`<image id="${id}" width="28" height="28" href="data:image/png;base64,${png}"/>`,
    );
    return markup`<svg class="store" width="0" height="0" aria-hidden="true"><defs>${images}</defs></svg>`;
  }
}
