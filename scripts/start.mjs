// npm start: trains the book's first network on the real MNIST images, live.
import { prepare, root, run } from "./prepare.mjs";

prepare();
run(process.execPath, [`${root}packages/cli/bin/nndl.js`, "reproduce", "ch1/first-network", ...process.argv.slice(2)], {
  cwd: process.cwd(),
});
