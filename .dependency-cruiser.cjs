// Imports go one way only (see docs/architecture.md). Each rule says which rooms a room must not know.
const nndl = "^packages/nndl/src/";

/** The rooms of the library in their order: a room may import from itself and from rooms before it. */
const rooms = [
  "arithmetic",
  "platform",
  "random",
  "data",
  "formats",
  "images",
  "sources",
  "functions",
  "layers",
  "network",
  "notation",
  "presets",
  "engines",
  "adversarial",
  "training",
  "analysis",
  "ensemble",
  "universality",
  "generative",
];

/** The one file that loads a later room: a network that is asked something loads an engine then (decision 0020). */
const lateEngine = `${nndl}network/sessions\\.ts$`;

const roomRules = rooms.slice(0, -1).map((room, i) => ({
  name: `${room}-knows-no-later-room`,
  comment: `${room} comes before ${rooms.slice(i + 1).join(", ")}.`,
  severity: "error",
  from: { path: `${nndl}${room}/`, pathNot: ["\\.test\\.ts$", lateEngine] },
  to: { path: `${nndl}(${rooms.slice(i + 1).join("|")})/` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { pathNot: lateEngine } },
    },
    {
      name: "only-the-platform-knows-node",
      comment: "The library runs in browsers: Node's modules are behind #platform.",
      severity: "error",
      from: { path: nndl, pathNot: ["^packages/nndl/src/platform/node\\.ts$", "\\.test\\.ts$"] },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "library-knows-no-other-package",
      severity: "error",
      from: { path: "^packages/nndl/", pathNot: "\\.test\\.ts$" },
      to: { path: "^packages/(words|book|cli|lab)/" },
    },
    {
      name: "words-knows-only-the-library",
      comment: "What command line and lab say alike stands under both.",
      severity: "error",
      from: { path: "^packages/words/", pathNot: "\\.test\\.ts$" },
      to: { path: "^packages/(book|cli|lab)/" },
    },
    {
      name: "book-knows-neither-cli-nor-lab",
      severity: "error",
      from: { path: "^packages/book/" },
      to: { path: "^packages/(cli|lab)/" },
    },
    {
      name: "cli-and-lab-know-nothing-of-each-other",
      comment: "Tests may: the lab's open it as the command line serves it.",
      severity: "error",
      from: { path: "^packages/(cli|lab)/", pathNot: "(\\.test\\.ts$|/test/)" },
      to: { path: "^packages/(cli|lab)/", pathNot: "^packages/$1/" },
    },
    {
      name: "programs-stand-alone",
      comment: "The reading room uses none of the library.",
      severity: "error",
      from: { path: "^packages/book/programs/", pathNot: "\\.test\\.ts$" },
      to: { path: "^packages/(nndl|words|cli)/|^packages/book/experiments/" },
    },
    {
      name: "no-unresolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^virtual:" },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: {
      path: ["/dist/", "/test/types/", "/scripts/", "/bin/", "/lab/build/", "/lab/\\.server/", "/\\.svelte-check/"],
    },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default"] },
  },
};
