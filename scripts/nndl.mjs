// npm run nndl -- …: the nndl command from a clone, built first when something changed.
import { prepare, root, run } from "./prepare.mjs";

prepare();
run(process.execPath, [`${root}packages/cli/bin/nndl.js`, ...process.argv.slice(2)], { cwd: process.cwd() });
