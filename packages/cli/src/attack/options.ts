/** What `nndl attack` is asked for. */
import { codeOf, number, parseNumber, type Reader, whole, word } from "@nndl/words/readers";
import type { Command } from "commander";
import { type AttackMethod, type AttackNorm, checkAttackMethod } from "nndl/adversarial";
import { option } from "../options/option.ts";
import { UsageError } from "../usage-error.ts";

/** What looks for the smallest change of each image, and not for what a distance allows. */
const searches = ["deepfool", "smallest", "l-bfgs"] as const;
type SearchName = (typeof searches)[number];
const methods = ["fast", "iterated", "projected", ...searches] as const;
type MethodName = (typeof methods)[number];

/** The options of an attack, as they were given. */
export interface AttackFlags {
  readonly method?: MethodName;
  readonly epsilon?: readonly number[];
  readonly norm?: AttackNorm;
  readonly steps?: number;
  readonly step?: number;
  readonly restarts?: number;
  readonly to?: number;
  readonly seed?: number;
  readonly count?: number;
  readonly draw?: number;
  readonly png?: string;
}

/** An attack for each ε, or a search for the smallest changes. */
export type AttackPlan = (
  | { readonly kind: "curve"; readonly attacks: readonly AttackMethod[] }
  | { readonly kind: SearchName; readonly steps: number | undefined }
) & { readonly method: MethodName; readonly norm: AttackNorm; readonly to: number | undefined; readonly seed: number };

export const usualExamples = 1000;
export const usualDrawn = 3;
const usualEpsilons = { linf: [0.05, 0.1, 0.15, 0.2, 0.25, 0.3], l2: [0.5, 1, 1.5, 2, 2.5, 3] } as const;
const usualSteps = { fast: 1, iterated: 20, projected: 40 } as const;

/** "0.1" or "0.1,0.2,0.3", each from 0. */
const epsilons: Reader<readonly number[]> = (text, flag) =>
  text.split(",").map((part) => {
    const value = parseNumber(part.trim());
    if (value !== undefined && value >= 0) return value;
    throw new UsageError(codeOf(flag), {
      received: part.trim(),
      expected: `${flag} says how far a change may go: a number from 0, or several with commas between them`,
      next: `Write for example ${flag} 0.1,0.2,0.3; a pixel goes from 0 to 1.`,
    });
  });

export function declareAttackOptions(command: Command): void {
  command
    .addOption(
      option("--epsilon <list>", {
        about: "how far a change may go, one or several: 0.1,0.2,0.3",
        read: epsilons,
        usual: `${usualEpsilons.linf.join(",")}; with --norm l2 ${usualEpsilons.l2.join(",")}`,
      }),
    )
    .addOption(
      option("--method <name>", {
        about: `${methods.join(", ")}`,
        read: word(methods),
        usual: "projected",
      }),
    )
    .addOption(
      option("--norm <name>", {
        about: "linf: no pixel changes by more than ε; l2: the root of the sum of squares is at most ε",
        read: word(["linf", "l2"]),
        usual: "linf; l2 of deepfool, smallest and l-bfgs",
      }),
    )
    .addOption(
      option("--steps <n>", {
        about: "how many gradients are followed",
        read: whole({ min: 1, max: 1_000_000 }),
        usual: "fast 1, iterated 20, projected 40",
      }),
    )
    .addOption(
      option("--step <size>", {
        about: "how far each step goes",
        read: number({ above: 0 }),
        usual: "ε for one, else 2.5 ε / steps",
      }),
    )
    .addOption(
      option("--restarts <n>", {
        about: "how many times projected begins anew where it failed",
        read: whole({ min: 1, max: 1_000_000 }),
        usual: "1",
      }),
    )
    .addOption(
      option("--to <class>", {
        about: "make the network read this class, given by its number from 0",
        read: whole({ min: 0 }),
        usual: "any but the right one",
      }),
    )
    .addOption(
      option("--seed <n>", { about: "what random starts are drawn from", read: whole({ min: 0 }), usual: "0" }),
    );
}

/**
 * What is to be done.
 *
 * @throws UsageError for options that do nothing with the method
 */
export function planOf(flags: AttackFlags): AttackPlan {
  const { method = "projected", to, seed = 0, steps } = flags;
  const search = isSearch(method) ? method : undefined;
  const norm = flags.norm ?? (search ? "l2" : "linf");
  const idle: readonly (keyof AttackFlags)[] = search
    ? ["epsilon", "step", "restarts", "to", ...(search !== "smallest" && norm === "linf" ? (["norm"] as const) : [])]
    : method === "fast"
      ? ["steps", "step", "restarts"]
      : method === "iterated"
        ? ["restarts"]
        : [];
  const wrong = idle.find((name) => flags[name] !== undefined);
  if (wrong !== undefined)
    throw new UsageError(`option.${wrong}`, {
      problem:
        wrong === "norm"
          ? `--method ${method} looks for small changes in l2 alone`
          : `--${wrong} does nothing with --method ${method}${search ? ", which looks for the smallest change of each image" : ""}`,
      next:
        wrong === "norm"
          ? "Leave --norm out, or use --method smallest."
          : `Leave --${wrong} out, or use --method projected.`,
    });
  if (isSearch(method)) return { kind: method, method, steps, norm, to, seed };
  const attacks = (flags.epsilon ?? usualEpsilons[norm]).map((epsilon) =>
    checkAttackMethod({
      ...{ epsilon, norm, steps: steps ?? usualSteps[method], stepSize: flags.step, restarts: flags.restarts },
      randomStart: method === "projected",
    }),
  );
  return { kind: "curve", attacks, method, norm, to, seed };
}

function isSearch(method: MethodName): method is SearchName {
  return (searches as readonly string[]).includes(method);
}

/** The attack in words, with all that decides how strong it is. */
export function describePlan(plan: AttackPlan): string {
  const { norm, to } = plan;
  const size = norm === "linf" ? "no pixel by more than ε" : "ε by the root of the sum of squares";
  const goal = to === undefined ? "" : `, towards class ${to}`;
  if (plan.kind !== "curve") {
    if (plan.kind === "l-bfgs")
      return "the smallest changes that L-BFGS finds, as Szegedy et al. looked for them, measured in L2";
    if (plan.kind === "deepfool") return "the smallest changes that DeepFool finds, measured in L2";
    return `the smallest changes that a bisection of ε finds, measured in ${norm === "linf" ? "L∞" : "L2"}`;
  }
  const [{ steps, stepSize, epsilon, restarts }] = plan.attacks;
  if (plan.method === "fast")
    return `one step along ${norm === "linf" ? "the sign of the gradient" : "the gradient"}; ${size}${goal}`;
  const each = `${steps} steps of ${epsilon === 0 ? 0 : Number((stepSize / epsilon).toPrecision(3))} ε`;
  const start = plan.method === "projected" ? "from random starts" : "from the image itself";
  return `${each} ${start}${restarts > 1 ? `, up to ${restarts} times` : ""}; ${size}${goal}`;
}
