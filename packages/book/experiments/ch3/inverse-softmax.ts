import { Random } from "../../programs/random.ts";
import { inverseSoftmax, softmax } from "../../programs/softmax.ts";
import { experimentOf } from "../experiment.ts";
import { sections } from "./settings.ts";

export const experiment = experimentOf({
  name: "ch3/inverse-softmax",
  id: "X3.10",
  title: "Softmax backwards",
  section: sections.softmax,
  about: "A thousand layers of ten weighted inputs at random, made into softmax outputs and back.",
  claim: "a problem: from the outputs one has the weighted inputs again, z = ln a + C, but for one constant",
  note: "Nothing but rounding in double precision may be left. The constant is that of the first neuron.",
  chance: true,
  figures: {
    error: {
      kind: "number",
      title: "largest error of a weighted input",
      unit: "",
      digits: 15,
      judge: { by: "range", to: 1e-12 },
    },
  },
  run({ seed }) {
    const random = new Random(seed);
    const errors = Array.from({ length: 1000 }, () => {
      const z = Array.from({ length: 10 }, () => 3 * random.gaussian());
      const back = inverseSoftmax(softmax(z));
      return Math.max(...z.map((zj, j) => Math.abs(back[j] - back[0] - (zj - z[0]))));
    });
    return Promise.resolve({ error: Math.max(...errors) });
  },
});
