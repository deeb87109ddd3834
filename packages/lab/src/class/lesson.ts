/** A lesson of 45 minutes, step by step: what is shown, in which state, what is asked, and what pupils find. */
import { dense } from "nndl";
import { writeLink } from "../studio/link.ts";
import { checkRecipe, type Recipe } from "../training/recipe.ts";

export interface LessonLink {
  readonly name: string;
  /** From the site's root. */
  readonly to: string;
}

export interface LessonStep {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly links: readonly LessonLink[];
  /** What happens. */
  readonly how: string;
  readonly ask: string;
  readonly find: string;
}

/** A figure by itself, in a state as its link says it. Every figure of the lesson is named by this. */
export function figureLink(name: string, figure: string, state = ""): LessonLink {
  return { name, to: `figures/${figure}/${state === "" ? "" : `#${state}`}` };
}

/** Figures that a teacher can begin with, on a projector or in slides. */
export const figuresToShow: readonly LessonLink[] = [
  figureLink("A neuron weighs reasons", "perceptron"),
  figureLink("A gate, and why there is no XOR", "nand"),
  figureLink("From the step to the sigmoid", "step-and-sigmoid"),
  figureLink("Downhill, step by step", "gradient-descent"),
  figureLink("The book’s first network, trained in the page", "first-network"),
  figureLink("A network reads what you draw", "draw-digit"),
  figureLink("Backpropagation, number by number", "machine"),
  figureLink("Homework: you choose what is to be calculated, and hand out the link", "homework"),
  figureLink("Two steps make a bump", "bump"),
  figureLink("Towers make any landscape", "many-towers"),
];

/** Four clouds of points that no straight line divides, and one hidden neuron, which is too few. */
export const xor: Recipe = {
  network: {
    input: [2],
    layers: [dense(1, "tanh"), dense(2, "softmax")],
    initializer: "gaussian",
    seed: 1,
  },
  data: { kind: "toy", name: "xor", count: 400, noise: 0.05 },
  training: { epochs: 200, miniBatchSize: 10, learningRate: 0.1 },
};

/** The same with so many hidden neurons. */
export function xorWith(hidden: number): Recipe {
  return { ...xor, network: { ...xor.network, layers: [dense(hidden, "tanh"), dense(2, "softmax")] } };
}

/** Seeds of the class's usual experiment, of the first thirty, whose networks never learn one of the digits. */
export const unlucky = [5, 11, 17, 28] as const;

/** A drawn seven, as the pad writes it, and the same turned by 90°. */
export const sevens = { upright: "7s6ok064c8m8", lying: "l47slok05kc8" } as const;

export async function lessonSteps(): Promise<readonly LessonStep[]> {
  const studio = async (name: string, recipe: Recipe) => ({
    name,
    to: `studio/#${await writeLink({ recipe: checkRecipe(recipe) })}`,
  });
  return [
    {
      from: 0,
      to: 5,
      title: "A neuron decides",
      links: [
        figureLink("With a threshold of 5", "perceptron", "about=festival&weights=6,2,2&bias=-5&inputs=011"),
        figureLink("With a threshold of 3", "perceptron", "about=festival&weights=6,2,2&bias=-3&inputs=011"),
      ],
      how: "On the projector: the cheese festival, three reasons to go, and a threshold. Let the class switch the reasons.",
      ask: "Who goes with a threshold of 5, who with 3? Vote before you press it.",
      find: "With 5 the weather alone decides. With 3 company and transport together are enough, too.",
    },
    {
      from: 5,
      to: 13,
      title: "What one neuron can do, and what not",
      links: [
        figureLink("The gate NAND", "nand", "weights=-2,-2&bias=3&inputs=11"),
        figureLink("OR, to compare with", "nand", "weights=2,2&bias=-1&inputs=01"),
      ],
      how: "In pairs, on their own devices. The figure begins as NAND; the buttons know AND and NOR.",
      ask: "Make it OR. Then make it XOR: 1 where just one of the inputs is 1.",
      find: "OR takes a minute. XOR nobody finds: a neuron draws one straight line, and no line has these two corners on one side.",
    },
    {
      from: 13,
      to: 18,
      title: "Why a slope",
      links: [
        figureLink("The step and the sigmoid", "step-and-sigmoid", "c=1&z=1"),
        figureLink("Hardly to be told apart", "step-and-sigmoid", "c=30&z=1"),
      ],
      how: "On the projector: make the sigmoid steeper until it is hardly to be told from the step.",
      ask: "If you want to know whether to turn a weight up or down, what does the step tell you?",
      find: "Nothing: it is level nearly everywhere. The sigmoid says a little at every place, and that is what learning goes by.",
    },
    {
      from: 18,
      to: 26,
      title: "More neurons, more lines",
      links: await Promise.all([
        studio("Four clouds, one hidden neuron", xor),
        studio("With two", xorWith(2)),
        studio("With four", xorWith(4)),
      ]),
      how: "In pairs. Train, and look at the border. Then give the hidden layer 2 neurons, and 4, and train again.",
      ask: "How many hidden neurons does it take? Does everybody need as many?",
      find: "With one, two points of three are right. With two it depends on the seed; with four nearly all are right.",
    },
    {
      from: 26,
      to: 36,
      title: "The class experiment",
      links: [
        { name: "Deal out and gather", to: "class/teacher/" },
        { name: "The pupils’ page", to: "class/" },
      ],
      how:
        "Show the code. Everybody takes their number as the seed, trains, and hands in the line, by the class’s chat or on a " +
        "shared page. Paste all of it, and show the histogram. Let a few pairs share a seed on purpose.",
      ask: "All did the same. Why are you not equally good? Do those who share a seed agree?",
      find:
        `Most end within two percent of each other, and some far below: of the seeds 1 to 30 these are ${unlucky.slice(0, -1).join(", ")} and ` +
        `${unlucky.at(-1)}. Their networks hardly ever answer one of the digits. Who shares a seed agrees to the last letter.`,
    },
    {
      from: 36,
      to: 42,
      title: "Draw your own",
      links: [
        { name: "Further down on the pupils’ page", to: "class/" },
        figureLink("A seven, and a network that comes with the lab", "draw-digit", `strokes=${sevens.upright}`),
        figureLink("The same seven, lying on its side", "draw-digit", `strokes=${sevens.lying}`),
      ],
      how: "Below the line everybody draws digits, and the network that they have just trained reads them.",
      ask: "Which digits does yours never read? Can you draw one that your neighbour’s network reads and yours does not?",
      find: "Unlucky networks miss a whole digit. All of them misread what is drawn otherwise than in their examples: a seven that lies on its side is a 4 without a doubt.",
    },
    {
      from: 42,
      to: 45,
      title: "Exit question",
      links: [],
      how: "In writing, two sentences.",
      ask: "By luck alone a result can be nine percent better or worse. What should somebody report who claims that their network is good?",
      find: "Several seeds, all of them, with mean and spread; and the seeds, so that anybody can check.",
    },
  ];
}
