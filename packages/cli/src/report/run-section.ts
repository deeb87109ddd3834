/** Everything about one training. */
import { type Markup, markup, type Part } from "@nndl/words/markup";
import { count, duration, plural } from "@nndl/words/numbers";
import { describeNetwork } from "../describe-network.ts";
import { describeRun, kindOf } from "../runs/describe-run.ts";
import { type Course, coursesOf, courseText, epochsText, mainCourse, secondsOf } from "../runs/figures.ts";
import type { Run, Training } from "../runs/run.ts";
import { settingsOf } from "../runs/settings.ts";
import { answerParts } from "./answer-parts.ts";
import { facts, folded, table } from "./parts.ts";
import type { PictureStore } from "./picture-store.ts";
import type { Answered } from "./read-answers.ts";
import { runCharts } from "./run-charts.ts";

export interface RunSectionOptions {
  readonly id: string;
  readonly answered: Answered | undefined;
  readonly store: PictureStore;
  /** How many misread pictures are shown. */
  readonly drawn: number;
  /** Points of a curve at most; as many as can be seen when absent. */
  readonly points?: number;
  /** The place of the experiment that it is a run of, where it stands in the page. */
  readonly experiment: string | undefined;
  /** Whether the numbers of the curves are there as a table, too. */
  readonly numbers: boolean;
}

export function runSection(
  run: Run,
  { id, answered, store, drawn, points, experiment, numbers }: RunSectionOptions,
): Markup {
  const { training, machines, name } = run;
  const heading = markup`<h3>${name}</h3>`;
  if (machines !== undefined) return machinesSection(run, machines, id);
  if (training === undefined)
    return markup`<section class="run" id="${id}">${heading}<p>${kindOf(run)}, ${run.state}.</p></section>`;
  const charts = runCharts(training, points);
  return markup`<section class="run" id="${id}">${heading}<p class="muted tool">${describeNetwork(training.config.network)}</p>${facts(
    runFactRows(run, training, experiment),
  )}${stateNote(run)}${
    charts.length === 0 ? markup`<p>No epoch is over yet.</p>` : markup`<div class="charts">${charts}</div>`
  }${numbers && charts.length > 0 && folded("The numbers of these curves", epochTable(training))}${
    answered !== undefined &&
    ("why" in answered
      ? markup`<p class="why">What it confuses cannot be told: ${answered.why}</p>`
      : answerParts(answered.answers, store, drawn))
  }${commandPart(training, answered)}</section>`;
}

/** What can be told of Boltzmann machines without opening them, and the commands that tell the rest. */
function machinesSection(run: Run, { config }: NonNullable<Run["machines"]>, id: string): Markup {
  const [kind, network, data] = describeRun(run);
  const { steps, hidden } = config;
  const settings = Object.entries({ ...config, hidden: hidden.join("-"), steps: `${steps.from} to ${steps.to}` });
  const next =
    run.state === "finished"
      ? [`nndl dream ${run.name}`, ...(hidden.length === 1 ? [`nndl likelihood ${run.name}`] : [])]
      : [`nndl boltzmann --resume ${run.name}`];
  return markup`<section class="run" id="${id}"><h3>${run.name}</h3><p class="muted tool">${kind}, ${network}</p>${facts(
    [
      ["state", run.state],
      ["epochs of machines that are done", epochsText(run), "wider"],
      ["seed", String(config.seed)],
      ["data", data, "wider"],
    ],
  )}<h4>${run.state === "finished" ? "What it makes" : "To go on"}</h4><pre><code>${next.join("\n")}</code></pre>${folded(
    "All settings",
    table(
      { label: "All settings" },
      [{ title: "setting" }, { title: "value" }],
      settings.map(([name, value]): Part[] => [name, String(value)]),
    ),
  )}</section>`;
}

function runFactRows(
  run: Run,
  training: Training,
  experiment: string | undefined,
): readonly (readonly [string, Part, "wider"?])[] {
  const { config } = training;
  const main = mainCourse(training);
  const seconds = secondsOf(run);
  const { data } = config;
  const sets = [
    `${count(data.training)} to learn from`,
    ...(data.validation > 0 ? [`${count(data.validation)} validation`] : []),
    `${count(data.test)} test`,
  ];
  return [
    ...(main === undefined ? [] : figureRows(main)),
    ["epochs", epochsText(run)],
    ...(seconds === undefined ? [] : [["time", duration(seconds)] as const]),
    ["seed", String(config.seed)],
    ["data", `${data.name}: ${sets.join(", ")}`, "wider"],
    ...(run.experiment === undefined
      ? []
      : [
          [
            "a run of",
            experiment === undefined ? kindOf(run) : markup`<a href="#${experiment}">${kindOf(run)}</a>`,
          ] as const,
        ]),
  ];
}

function figureRows(main: Course): readonly (readonly [string, Part, "wider"?])[] {
  const text = (value: number) => courseText(main, value);
  return [
    [`best ${main.name}`, markup`<strong>${text(main.best[1])}</strong> in epoch ${main.best[0]}`, "wider"],
    [`last ${main.name}`, text(main.last[1])],
  ];
}

/** What one has to know before one believes the figures. */
function stateNote({ state, name, training }: Run): Part {
  const lost = training?.unreadable ?? 0;
  const sentences = [
    ...(state === "running"
      ? ["It is still at work: what stands here is what there was when this page was made."]
      : []),
    ...(state === "interrupted" ? [`It was interrupted; nndl train --resume ${name} goes on with it.`] : []),
    ...(lost > 0
      ? [`${plural(lost, "line")} of its metrics cannot be read, and ${lost === 1 ? "is" : "are"} left out.`]
      : []),
  ];
  return sentences.length === 0 ? undefined : markup`<p class="why">${sentences.join(" ")}</p>`;
}

function epochTable(training: Training): Markup {
  const courses = coursesOf(training);
  const epochs = training.epochs.map(({ epoch }) => epoch);
  const values = courses.map(({ points }) => new Map(points));
  const rows = epochs.map((epoch): Part[] => [
    epoch,
    ...courses.map((course, i) => {
      const value = values[i].get(epoch);
      return value === undefined ? "" : courseText(course, value);
    }),
  ]);
  const number = true;
  return table(
    { label: "The numbers of these curves" },
    [{ title: "epoch", number }, ...courses.map(({ name }) => ({ title: name, number }))],
    rows,
  );
}

function commandPart({ config, sha256: told }: Training, answered: Answered | undefined): Markup {
  const sha256 = answered !== undefined && "answers" in answered ? answered.answers.sha256 : told;
  const settings = Object.entries(settingsOf(config)).map(([name, value]): Part[] => [name, value]);
  return markup`<h4>The same again</h4><pre><code>${config.command}</code></pre>${
    sha256 !== undefined &&
    markup`<p class="tool muted">gives these weights, byte for byte: SHA-256 <code class="hash">${sha256}</code></p>`
  }${folded("All settings", table({ label: "All settings" }, [{ title: "setting" }, { title: "value" }], settings))}`;
}
