import type { SetName } from "@nndl/words/set-names";
import type { Engine, Network, Preparation } from "nndl";
import { layerOutputs } from "nndl/analysis";
import {
  averagesOf,
  confusionOf,
  darknessOf,
  examplesOf,
  mistakesOf,
  setNamed,
  summaryOf,
} from "./answers-from-sets.ts";
import { refuse, wholeIn } from "./check.ts";
import type { DataChoice } from "./data-choice.ts";
import type { RealFunction } from "./function-points.ts";
import type { Answer, AnswerTo, Question, Weights } from "./questions.ts";
import type { Sets } from "./run-data.ts";
import { firstOf } from "./sets.ts";
import { Viewer } from "./viewer.ts";

/** What only some views ask about: fetched with the first question. */
const views = {
  layers: () => import("./answers-from-layers.ts"),
  grids: () => import("./answers-on-grids.ts"),
  drawing: () => import("./answers-drawn.ts"),
  arithmetic: () => import("./arithmetic.ts"),
};

/** The run as it is when a question is asked. */
export interface Moment {
  readonly network: Network;
  /** As it was at the beginning. */
  readonly first: () => Network;
  readonly step: number;
  /** How its inputs are made. */
  readonly preparation: Preparation | undefined;
}

/** Answers questions one after another, each about the moment at which its turn comes, or nearly so. */
export class Answers {
  readonly #sets: () => Promise<Sets>;
  readonly #engine: Engine;
  readonly #data: DataChoice;
  #viewer: Viewer | undefined;
  /** The outputs for a set, as long as the weights are those of that step. */
  #known:
    | { readonly set: SetName; readonly step: number; readonly by: Viewer; readonly outputs: Float32Array }
    | undefined;
  #wanted: Promise<RealFunction> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param sets fetches the data, for the questions that are about them */
  constructor(sets: () => Promise<Sets>, engine: Engine, data: DataChoice) {
    this.#sets = sets;
    this.#engine = engine;
    this.#data = data;
  }

  /** @throws NndlError "question" for what cannot be answered, and what the library throws for inputs that do not fit */
  async answer<Q extends Question>(question: Q, moment: () => Moment): Promise<Answer<Q>> {
    // Who asks something else meanwhile need not wait for data.
    if (isAboutData(question)) await this.#sets();
    const answer = this.#last.then(async () => {
      const now = moment();
      return { ...(await this.#find(question, now)), step: now.step } as Answer<Q>;
    });
    this.#last = answer.catch(() => {});
    return answer;
  }

  /** Other weights are shown from now on, perhaps of another network; who is answering may finish. */
  close(): void {
    const viewer = this.#viewer;
    this.#viewer = undefined;
    void this.#last.finally(() => viewer?.close());
  }

  async #find(question: Question, moment: Moment): Promise<AnswerTo[Question["about"]]> {
    const { network, preparation } = moment;
    switch (question.about) {
      case "weights":
        return weightsOf(question.first ? moment.first() : network, question.names);
      case "layers":
        return { layers: layerOutputs(network, question.input) };
      case "arithmetic": {
        const { arithmeticOf } = await views.arithmetic();
        return { arithmetic: arithmeticOf(network, question.input, question) };
      }
      case "outputs": {
        // What is sent away is a copy.
        const outputs =
          question.set === undefined
            ? await this.#view(network).predict(question.inputs)
            : (await this.#outputsOf(question.set, moment)).slice();
        return { outputs, size: network.outputSize, count: outputs.length / network.outputSize };
      }
      case "confusion": {
        const set = question.set ?? "test";
        return confusionOf(setNamed(await this.#sets(), set), await this.#outputsOf(set, moment));
      }
      case "mistakes": {
        const set = question.set ?? "test";
        return mistakesOf(setNamed(await this.#sets(), set), await this.#outputsOf(set, moment), question);
      }
      case "examples":
        return examplesOf(setNamed(await this.#sets(), question.set ?? "training"), question);
      case "averages":
        return averagesOf(setNamed(await this.#sets(), question.set ?? "training"));
      case "darkness":
        return darknessOf(await this.#sets(), question.set ?? "test");
      case "data":
        return summaryOf(await this.#sets());
      case "gradients": {
        const { training } = await this.#sets();
        const first = training.take(Math.min(1000, training.count));
        const { gradientNorms } = await views.layers();
        return gradientNorms(this.#view(network), first, question);
      }
      case "measure": {
        const set = setNamed(await this.#sets(), question.set);
        const limit = wholeIn(question.limit ?? set.count, 1, 10_000_000, "question", "the limit");
        return this.#view(network).evaluate(firstOf(set, limit));
      }
      case "histogram": {
        const shown = this.#view(network).network;
        const { histogramsOf } = await views.layers();
        return histogramsOf(shown, async () => (await this.#sets()).training, question);
      }
      case "plane": {
        const { planeOf } = await views.grids();
        return planeOf({ viewer: this.#view(network), preparation }, question, await this.#function(2));
      }
      case "line": {
        const { lineOf } = await views.grids();
        return lineOf({ viewer: this.#view(network), preparation }, question, await this.#function(1));
      }
      case "drawing": {
        const { drawingOf } = await views.drawing();
        return drawingOf(this.#view(network).network, question, preparation);
      }
      case "identity":
        return { sha256: network.sha256() };
      default:
        return refuse("question", "this is not among the questions", question, "Ask one of those listed.");
    }
  }

  #view(network: Network): Viewer {
    this.#viewer ??= new Viewer(network, this.#engine);
    this.#viewer.show(network);
    return this.#viewer;
  }

  async #outputsOf(set: SetName, { network, step }: Moment): Promise<Float32Array> {
    const known = this.#known;
    if (known?.set === set && known.step === step && known.by === this.#viewer) return known.outputs;
    const by = this.#view(network);
    const outputs = await by.predictAll(setNamed(await this.#sets(), set));
    this.#known = { set, step, by, outputs };
    return outputs;
  }

  async #function(variables: 1 | 2): Promise<RealFunction | undefined> {
    if (this.#data.kind !== "function" || this.#data.variables !== variables) return undefined;
    const { functionOf } = await import("./function-points.ts");
    this.#wanted ??= functionOf(this.#data);
    return this.#wanted;
  }
}

/** Whether a question needs the data that the run learns from. */
function isAboutData(question: Question): boolean {
  switch (question.about) {
    case "examples":
    case "averages":
    case "darkness":
    case "data":
    case "confusion":
    case "mistakes":
    case "gradients":
    case "measure":
      return true;
    case "histogram":
      return question.of !== "weights";
    case "outputs":
      return question.set !== undefined;
    default:
      return false;
  }
}

/** Copies, which can be sent away. */
function weightsOf(network: Network, names: readonly string[] = [...network.parameters.keys()]): Weights {
  const tensors = names.map((name) => {
    const tensor = network.parameters.get(name);
    if (tensor === undefined)
      return refuse(
        "question",
        `a parameter must be one of ${[...network.parameters.keys()].join(", ")}`,
        name,
        "Ask for one.",
      );
    return [name, { shape: tensor.shape, values: tensor.values.slice() }] as const;
  });
  return { tensors: Object.fromEntries(tensors) };
}
