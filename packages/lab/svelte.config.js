/** Warnings that are wrong here, with the reason. */
const notHere = new Set([
  // A figure's parts are handed objects that stay the same as long as they live.
  "state_referenced_locally",
  // What scrolls by itself must be reached by the keyboard; axe sees to it that it has a role and a name.
  "a11y_no_noninteractive_tabindex",
]);

/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default { compilerOptions: { runes: true, warningFilter: ({ code }) => !notHere.has(code) } };
