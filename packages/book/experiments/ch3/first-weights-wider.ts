import { lead, startsCompared } from "./starts.ts";

export const experiment = startsCompared({
  name: "ch3/first-weights-wider",
  id: "E3.16",
  title: "Small and large first weights, 100 hidden neurons",
  hidden: 100,
  claim:
    "the small first weights are ahead from the start, 92.95 % against 89.94 %, and the curves do not quite meet in 30 epochs",
  note: "The book's curves are from the data that the author published beside his programs.",
  small: [
    9295, 9481, 9547, 9592, 9664, 9673, 9702, 9719, 9726, 9726, 9732, 9732, 9730, 9734, 9745, 9751, 9757, 9761, 9764,
    9766, 9758, 9767, 9756, 9752, 9777, 9775, 9770, 9770, 9771, 9781,
  ],
  large: [
    8994, 9181, 9260, 9364, 9427, 9449, 9497, 9512, 9560, 9578, 9603, 9616, 9626, 9629, 9644, 9671, 9674, 9679, 9700,
    9708, 9707, 9717, 9729, 9720, 9719, 9745, 9751, 9754, 9755, 9742,
  ],
  claims: {
    apart: {
      kind: "claim",
      title: "the small first weights are still ahead after 30 epochs, by less than a percentage point",
      holds: (measured) => lead(measured) > 0 && lead(measured) < 1,
      onlyInFull: true,
    },
  },
});
