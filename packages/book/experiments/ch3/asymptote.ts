import { experimentOf } from "../experiment.ts";
import { numberOf, type Point, seriesOf } from "../figure.ts";
import { fitPowerLaw } from "./power-law.ts";
import { sections } from "./settings.ts";
import { bookMachines, bookNetworks, experiment as trainingSetSize } from "./training-set-size.ts";

export const experiment = experimentOf({
  name: "ch3/asymptote",
  id: "X3.15",
  title: "How well 30 hidden neurons would do with unlimited data",
  section: sections.overfitting,
  about:
    "The errors of ch3/training-set-size, with the same seed, fitted by e∞ + a n^−b (least squares of relative residuals; the " +
    "standard error is the fit's own).",
  claim: "a research problem: the book asks for the curves' asymptotes, and gives none",
  note:
    "The book gives no number: the fits to its own points stand beside ours. Nine points over less than three orders of magnitude " +
    "do not tell a power law from other laws, and the standard error knows nothing of that: it says how well this law is known, " +
    "not whether it is the right one. λ grows with the data, and the number of weight updates does not, so it is the asymptote of this recipe.",
  chance: true,
  quick: trainingSetSize.quick!,
  figures: {
    asymptote: { kind: "number", title: "asymptotic accuracy", unit: "%" },
    error: { kind: "number", title: "its standard error", unit: "%" },
    exponent: { kind: "number", title: "exponent b", unit: "" },
    ofBook: { kind: "number", title: "asymptotic accuracy, the book's networks", unit: "%" },
    ofBookError: { kind: "number", title: "its standard error", unit: "%" },
    ofBookExponent: { kind: "number", title: "exponent b, the book's networks", unit: "" },
    ofMachines: { kind: "number", title: "asymptotic accuracy, the book's support vector machines", unit: "%" },
    ofMachinesError: { kind: "number", title: "its standard error", unit: "%" },
    ofMachinesExponent: { kind: "number", title: "exponent b, the book's support vector machines", unit: "" },
    fitted: {
      kind: "series",
      title: "the fit",
      x: "training images",
      y: "% of the validation images",
      log: "x",
    },
    same: {
      kind: "claim",
      title: "our asymptote and that of the book's networks are within twice their standard errors",
      holds: (measured) => {
        const [ours, books] = ["error", "ofBookError"].map((name) => numberOf(measured, name));
        return Math.abs(numberOf(measured, "asymptote") - numberOf(measured, "ofBook")) < 2 * Math.hypot(ours, books);
      },
      onlyInFull: true,
    },
    methods: {
      kind: "claim",
      title: "the networks' asymptote is above that of the book's support vector machines",
      holds: (measured) => numberOf(measured, "asymptote") > numberOf(measured, "ofMachines"),
      onlyInFull: true,
    },
  },
  async run(bench) {
    const { measured } = await bench.other(trainingSetSize, bench.seed);
    const ours = fit(seriesOf(measured, "accuracy"));
    const [networks, machines] = [fit(bookNetworks), fit(bookMachines)];
    const { floor, factor, exponent } = ours;
    return {
      asymptote: 100 - floor,
      error: ours.floorError,
      exponent,
      ofBook: 100 - networks.floor,
      ofBookError: networks.floorError,
      ofBookExponent: networks.exponent,
      ofMachines: 100 - machines.floor,
      ofMachinesError: machines.floorError,
      ofMachinesExponent: machines.exponent,
      fitted: bookNetworks.map(([n]): Point => [n, 100 - floor - factor * (n / 1000) ** -exponent]),
    };
  },
});

function fit(accuracies: readonly Point[]) {
  return fitPowerLaw(accuracies.map(([n, accuracy]): Point => [n, 100 - accuracy]));
}
