import type { Dataset } from "nndl";
import { generateText } from "nndl/generative";
import { charLstm } from "nndl/presets";
import { openSource } from "nndl/sources";
import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";
import { bitsByCounting } from "../sequences/counting.ts";

const steps = 100;
const orders = [0, 2, 4] as const;

const counting = (back: (typeof orders)[number]) =>
  ({
    kind: "number",
    title:
      back === 0
        ? "bits for each, by how frequent each character is"
        : `bits for each, by counting what followed up to ${back} characters`,
    unit: "",
  }) as const;

export const experiment = experimentOf({
  name: "ch6/characters",
  id: "S6.12k",
  title: "A text, character by character",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    "128 units of long short-term memory, the preset char-lstm, on stretches of 100 characters of this project's own prose, 146,000 characters; 40 epochs, bits for each " +
    "character of the last tenth",
  claim:
    "the book tells of recurrent networks that process language and speech, without numbers; of a text of 1,100,000 characters nanoGPT's examples of " +
    "transformers take 2.71 bits for each, with the settings for a processor, and 2.12 with those for a GPU",
  chance: true,
  seeds: 3,
  status: "not run yet",
  figures: {
    bits: {
      kind: "number",
      title: "bits for each character of the last tenth",
      unit: "",
      text: "2.71 and 2.12 of another text, eight times as long (nanoGPT, tiny Shakespeare)",
    },
    accuracy: { kind: "number", title: "characters foreseen", unit: "%" },
    parameters: { kind: "number", title: "parameters", unit: "", digits: 0 },
    frequency: counting(0),
    pairs: counting(2),
    fours: counting(4),
    course: { kind: "series", title: "bits for each character of the last tenth", x: "epoch", y: "bits" },
    learns: {
      kind: "claim",
      title: "it knows more of what follows than who has counted what followed each two characters",
      holds: (measured) => numberOf(measured, "bits") < numberOf(measured, "pairs"),
      onlyInFull: true,
    },
  },
  note:
    "Other texts have other bits: the numbers of the papers' text stand here for orientation. The text is kept with the experiment, since each character matters. Counting looks at all that " +
    "stands before, the network at most at the 99 characters of its stretch. So short a text is known better by counting up to four characters back than one might think; networks gain with " +
    "longer ones. Adam with a rate that falls from 0.004 to 0, mini-batches of 10, gradients clipped at a norm of 1, dropout of 0.3.",
  async run({ seed, quick, train, step, say }) {
    const { prose } = await import("../sequences/prose.ts");
    const text = quick ? prose.slice(0, 20_000) : prose;
    const bytes = new TextEncoder().encode(text);
    const source = [{ path: "prose.txt", read: async () => bytes }];
    const { training, test } = await openSource(source, { named: "text", steps });
    const images = training as Dataset<"classes">;
    const { network, epochs } = await train("", {
      network: charLstm({ characters: images.targets.classes, steps }),
      images,
      evaluate: { test: test as Dataset },
      training: {
        epochs: quick ? 1 : 40,
        miniBatchSize: 10,
        learningRate: 0.004,
        optimizer: { type: "adam", clipNorm: 1 },
        schedule: "cosine",
      },
    });
    const course = epochs.map(({ index, evaluations }) => [index, evaluations.test.cost / Math.LN2] as const);
    const characters = Array.from(text);
    const end = characters.length - Math.round(0.1 * characters.length);
    const counted = await step("counting", () =>
      orders.map((back) => bitsByCounting(characters.slice(0, end), characters.slice(end), back)),
    );
    const written = await step("writing", async () => {
      let all = "";
      for await (const character of generateText(network, {
        prompt: "The network ",
        length: 150,
        temperature: 0.5,
        seed,
      }))
        all += character;
      return all.replaceAll("\n", " ");
    });
    say(`It goes on from "The network ", at a temperature of 0.5: ${written}`);
    const last = epochs[epochs.length - 1].evaluations.test;
    return {
      bits: last.cost / Math.LN2,
      accuracy: 100 * (last.accuracy ?? Number.NaN),
      parameters: network.parameterCount,
      ...{ frequency: counted[0], pairs: counted[1], fours: counted[2], course },
    };
  },
});
