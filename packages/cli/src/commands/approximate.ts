import { count, plural, significant } from "@nndl/words/numbers";
import { number, path, whole, word } from "@nndl/words/readers";
import {
  type Asked,
  type Construction,
  construct,
  type Method,
  methodNames,
  methods,
} from "../approximation/construct.ts";
import { draw } from "../approximation/draw.ts";
import { type Measured, measure } from "../approximation/measure.ts";
import { challenge, tableBumps, tableRow } from "../approximation/table.ts";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { option } from "../options/option.ts";
import { roomOf } from "../terminal/screen.ts";
import { indent, table } from "../terminal/table.ts";
import { UsageError } from "../usage-error.ts";

/** Chapter 4's example, equation 113. */
const goal = "0.2+0.4*x^2+0.3*x*sin(15*x)+0.05*cos(50*x)";

export const approximate: CommandModule = {
  description:
    "Builds a network that computes a function, without training: chapter 4's proof that networks can compute any function, " +
    "put to work. Two neurons make a bump, and steps in both directions a tower; enough of them make any function. Says how far the " +
    "network is from the function, and draws both.",
  examples: [
    [`nndl approximate "${goal}" --bumps 50`, "the chapter's own function, by 50 bumps"],
    ['nndl approximate "sin(6x)" --output linear', "values outside 0 to 1 need a linear output"],
    ['nndl approximate "0.5 + 0.4*sin(6x)*cos(6y)" --bumps 12', "two inputs: 12 × 12 towers"],
    [
      'nndl approximate "exp(-8((x-0.5)^2+(y-0.5)^2))" --method directions',
      "or a single hidden layer of steps all ways",
    ],
    ['nndl approximate "sqrt(x)" --method relu --bumps 5 --out root.safetensors', "straight pieces, kept in a file"],
    ["nndl approximate --table", "what 10, 20, 50, 100 and 200 bumps can reach, and the best of the book's challenge"],
  ],

  declare(command) {
    command
      .argument("[FORMULA]", `a function of x, or of x and y, between 0 and 1 (default: ${goal})`)
      .addOption(
        option("--bumps <n>", {
          about: "how many bumps; towers along each side, straight pieces, or directions with as many steps each",
          read: whole({ min: 1, max: 65_536 }),
          usual: methodNames.map((name) => `${methods[name].usual} ${name}`).join(", "),
        }),
      )
      .addOption(
        option("--method <name>", {
          about: "bumps or relu (rectified linear units) for x; towers or directions (one hidden layer) for x and y",
          read: word(methodNames),
          usual: "bumps, towers",
        }),
      )
      .addOption(
        option("--output <name>", {
          about: "the output neuron: sigmoid, whose weighted input follows σ⁻¹ of the function, or linear",
          read: word(["sigmoid", "linear"]),
          usual: "sigmoid; linear for relu and directions",
        }),
      )
      .addOption(
        option("--overlap <m>", {
          about: "lay m shifted approximations over one another, which repairs the errors at the edges of bumps",
          read: whole({ min: 1, max: 1000 }),
          usual: "1",
        }),
      )
      .addOption(
        option("--steepness <w>", {
          about: "the weight of the step neurons: the larger, the steeper",
          read: number({ above: 0 }),
          usual: "200 for each bump along a side",
        }),
      )
      .addOption(
        option("--out <file>", {
          about: "save the network: as safetensors, or for .json in the book's format",
          read: path,
        }),
      )
      .addOption(option("--table", { about: "instead, show the best that any number of bumps can reach" }));
    command.addHelpText(
      "after",
      "\nFormulas: numbers, + - * / ^, brackets, x, y, pi, e, sin cos tan exp log sqrt abs\n" +
        "min max sigmoid step and more. 2x is 2*x; -x^2 is -(x^2).\n",
    );
  },

  async run(context, { args: [formula = goal], options }) {
    const { table: asTable, out, ...choices } = options as Omit<Asked, "formula"> & { table?: true; out?: string };
    const asked: Asked = { formula, ...choices };
    if (asTable) await showTable(context, asked, out);
    else await show(context, asked, out);
    return undefined;
  },
};

async function show(context: Context, asked: Asked, out: string | undefined): Promise<void> {
  const construction = construct(asked);
  const { formula, variables, method, count: bumps, output, network } = construction;
  const measured = await measure(construction);
  network.notes = { training: { approximates: formula, method, bumps, output } };
  if (out !== undefined) await network.save(out);
  const neurons = network.layers.map((layer) => layer.output[0]);
  const facts = { parameters: network.parameterCount, sha256: network.sha256() };
  context.emit({
    formula,
    variables,
    method,
    bumps,
    output,
    network: network.spec,
    neurons,
    ...facts,
    deviation: measured,
    ...(out === undefined ? {} : { file: out }),
  });
  if (context.json) return;
  const { style } = context.out;
  context.print(style.bold(formula), style.dim(describe(construction, neurons)), "");
  context.print(...indent(await draw(construction, context.out)), "");
  context.print(...indent(deviations(measured, variables, context)), "");
  context.print(`  ${plural(facts.parameters, "parameter")}`, `  sha256 ${facts.sha256}`);
  if (out !== undefined) context.print(`  ${style.green("Saved:")} ${out}`);
}

/** "by 50 bumps: 1 input, 100 neurons, 1 output (sigmoid)" */
function describe({ method, count: number, variables, output }: Construction, neurons: readonly number[]): string {
  const { made } = methods[method as Method];
  const hidden = neurons.slice(0, -1).map((units) => `${count(units)} neurons`);
  const layers = [plural(variables.length, "input"), ...hidden, `a ${output} output`];
  return `by ${count(number)} ${number === 1 ? made.replace(/s\b/, "") : made}: ${layers.join(", ")}`;
}

function deviations({ output, inside }: Measured, variables: readonly string[], { out }: Context): string[] {
  const row = (what: string, { mean, largest, at }: Measured["output"]) => [
    what,
    significant(mean),
    significant(largest),
    variables.map((name, i) => `${name} = ${significant(at[i], 3)}`).join(", "),
  ];
  return table(
    [
      { title: "how far it is off" },
      { title: "on average", align: "right" },
      { title: "at most", align: "right" },
      { title: "there" },
    ],
    [row("the output, from f", output), ...(inside ? [row("its weighted input, from σ⁻¹∘f", inside)] : [])],
    out.style,
    roomOf(out) - 2,
  );
}

async function showTable(context: Context, asked: Asked, out: string | undefined): Promise<void> {
  const superfluous = [...Object.keys(asked).filter((key) => key !== "formula"), ...(out === undefined ? [] : ["out"])];
  if (superfluous.length > 0)
    throw new UsageError(`option.${superfluous[0]}`, {
      problem: `--table chooses the number of bumps itself, so --${superfluous[0]} has no effect beside it`,
      next: "Leave out one of the two.",
    });
  const { formula, f } = construct({ ...asked, method: "bumps", bumps: 1, output: "sigmoid" });
  const best = challenge(f);
  const rows = [];
  for (const bumps of tableBumps) rows.push(await tableRow(bumps, f));
  context.emit({ formula, challenge: best, rows });
  const { style } = context.out;
  const heights = best.heights.map((height) => significant(height)).join(", ");
  context.print(
    style.bold(formula),
    "",
    "The book's challenge: heights of five bumps whose sum comes close to σ⁻¹∘f",
    `    best possible score  ${style.green(best.score.toFixed(4))}  with ${heights}`,
    `    with one decimal     ${best.rounded.toFixed(4)}`,
    `    all heights 0        ${best.flat.toFixed(4)}`,
    "",
    ...indent(
      table(
        [
          { title: "bumps", align: "right" },
          { title: "mean |σ⁻¹∘f − h|", align: "right" },
          { title: "mean |f − σ(h)|", align: "right" },
          { title: "the network's mean", align: "right" },
          { title: "and largest", align: "right" },
        ],
        rows.map(({ bumps, ideal, network }) => [
          count(bumps),
          ...[ideal.inside, ideal.output, network.mean, network.largest].map((value) => significant(value, 3)),
        ]),
        style,
      ),
    ),
    "",
    style.dim("  h is the height of a bump, whose steps are ideal; the network's are 1/14 of a bump wide."),
  );
}
