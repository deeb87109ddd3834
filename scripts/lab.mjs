// npm run lab: the interactive book and the studio, built first when something changed, at a link for a browser here.
import { buildLab, prepare, root, run } from "./prepare.mjs";

prepare();
buildLab();
run(process.execPath, [`${root}packages/cli/bin/nndl.js`, "lab", ...process.argv.slice(2)], { cwd: process.cwd() });
