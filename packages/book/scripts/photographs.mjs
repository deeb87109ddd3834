// How well a network reads digits in photographs: on ruled paper, in shadow, in frames, on tables. All are drawn by rule
// from MNIST's test images. Prints a table with a row for each kind of disturbance.
//
//   node packages/book/scripts/photographs.mjs                 ten pictures of each kind, seed 1
//   node packages/book/scripts/photographs.mjs --each 30 --seed 2
//   node packages/book/scripts/photographs.mjs --only ruled --verbose
//
// Needs the build (npm run build).
import { parseArgs } from "node:util";
import { mnist, wasmEngine } from "nndl";
import { disturbedPictures, readerNetwork, tallied, together } from "../dist/photographs/index.js";

const { values } = parseArgs({
  options: {
    each: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    verbose: { type: "boolean" },
  },
});
const print = (text) => process.stdout.write(`${text}\n`);
const digits = await mnist();
const network = await readerNetwork(digits);
const { correct } = await network.evaluate(digits.test);
const session = await wasmEngine.open(network, { threads: 1 });
const pictures = disturbedPictures(digits.test, Number(values.each), Number(values.seed)).filter(({ kind }) =>
  kind.includes(values.only),
);
const tell = values.verbose ? (text) => process.stderr.write(`${text}\n`) : undefined;
const tallies = await tallied(pictures, digits.test, session, tell);
session.close();

print(
  `784-100-10, ${((100 * correct) / digits.test.count).toFixed(2)} % of the test images when plain; ${pictures.length} pictures`,
);
print("");
print("| kind | as when plain | right, but doubted | wrong, and said | wrong in silence |");
print("| --- | --- | --- | --- | --- |");
const row = ({ kind, pictures: all, right, rightButDoubted, wrongAndSaid, wrongInSilence }) =>
  print(`| ${kind} | ${right} of ${all} | ${rightButDoubted} | ${wrongAndSaid} | ${wrongInSilence} |`);
const [known, heldOut] = [false, true].map((isHeldOut) => tallies.filter((tally) => tally.isHeldOut === isHeldOut));
for (const list of [known, heldOut]) for (const tally of list) row(tally);
for (const [list, name] of [
  [known, "**all of these kinds**"],
  [heldOut, "**all of the further kinds**"],
  [tallies, "**all**"],
]) {
  const all = together(list, name);
  row(all);
  const share = (count) => `${((100 * count) / all.pictures).toFixed(1)} %`;
  print(
    `| | ${share(all.right)} | ${share(all.rightButDoubted)} | ${share(all.wrongAndSaid)} | ${share(all.wrongInSilence)} |`,
  );
}
