/**
 * For tests: a program to be killed. Trains on images in a folder, saves a checkpoint every so many mini-batches,
 * resumes from the newest, and says what it is about to do on its standard output.
 *
 * Arguments: the folder of the images, the directory of the checkpoints (or "-" for none), the options as JSON, and the
 * layers in the short notation.
 */
import { Checkpoints, network, parseLayers, type TrainOptions, train } from "../index.ts";
import { openSource } from "../sources/index.ts";

const [images = "", directory = "-", options = "{}", layers = ""] = process.argv.slice(2);
const { training, validation } = await openSource(images);
const net = network({ ...parseLayers(layers), cost: "cross-entropy", seed: 7 });
const checkpoints = directory === "-" ? undefined : new Checkpoints(directory);
const found = await checkpoints?.latest();
const run = train(net, training, {
  ...(JSON.parse(options) as TrainOptions & { miniBatchEvents: number }),
  ...(validation && { evaluate: { validation } }),
  ...(found && { resume: found.snapshot }),
});
console.log(`start ${found?.snapshot.cursor.step ?? 0} skipped ${found?.skipped.length ?? 0}`);
for await (const event of run) {
  if (checkpoints === undefined) continue;
  console.log(`saving ${event.step}`);
  await checkpoints.save(run.snapshot());
  console.log(`saved ${event.step}`);
}
console.log(`done ${run.outcome?.reason} ${run.outcome?.sha256}`);
