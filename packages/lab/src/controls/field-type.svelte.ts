/** What kind of input a field is into which one types: none yet, in a page of which no script has run. */
import { onMount } from "svelte";

/**
 * "text", once the figure has come to life; before that "button", which looks alike. There is nothing to type for anybody then, but a
 * browser that could fill in a text field of an address asks whether it can be seen, and lays out the figure for it, far away though
 * it is.
 */
export function fieldType(): { readonly current: "button" | "text" } {
  let current = $state<"button" | "text">("button");
  onMount(() => {
    current = "text";
  });
  return {
    get current() {
      return current;
    },
  };
}
