/** Whether pictures are drawn dark on light paper, found for a data set as a whole. */
import type { ImageInputs } from "../../data/index.ts";
import type { FittedPicture } from "../../images/index.ts";
import type { Remark } from "../../remarks.ts";

/** The share of the pictures that must be on light paper for all to be turned round. */
const most = 0.75;

/** The share of pictures on the other paper that is remarked on. */
const notable = 0.05;

/** "ink" where most pictures are dark on light: they are turned round, and ink is large, as in MNIST. */
export function polarityOf(pictures: readonly FittedPicture[]): "light" | "ink" {
  return count(pictures, "light") >= most * pictures.length ? "ink" : "light";
}

/** What to know of the paper. @param isGiven whether somebody chose the polarity */
export function paperRemarks(
  pictures: readonly FittedPicture[],
  { polarity }: ImageInputs,
  isGiven: boolean,
): readonly Remark[] {
  const [light, dark] = [count(pictures, "light"), count(pictures, "dark")];
  const all = pictures.length;
  if (isGiven) {
    if (polarity === "ink" && dark >= most * all)
      return [
        {
          code: "data.polarity",
          what: "These pictures are light on dark and were turned round, so that what is drawn in them is small.",
          next: 'Leave them as they are (polarity "light"), or give pictures dark on light if the network learned from such.',
        },
      ];
    return [];
  }
  const remarks: Remark[] = [];
  if (polarity === "ink")
    remarks.push({
      code: "data.polarity",
      what: "The pictures are dark on light. They were turned round, so that ink is large and paper 0, as in MNIST.",
      next: 'Choose the polarity "light" to take them as they are.',
    });
  const other = polarity === "ink" ? dark : light;
  if (other >= notable * all && light > 0 && dark > 0)
    remarks.push({
      code: "data.mixed-polarity",
      what: `${light} of the ${all} pictures are dark on light and ${dark} light on dark; all were taken alike.`,
      next: "Turn some of them round, or a network has to learn both.",
    });
  return remarks;
}

function count(pictures: readonly FittedPicture[], paper: "light" | "dark"): number {
  return pictures.reduce((sum, { border }) => sum + (border.paper === paper ? 1 : 0), 0);
}
