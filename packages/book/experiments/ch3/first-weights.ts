import { lead, startsCompared } from "./starts.ts";

export const experiment = startsCompared({
  name: "ch3/first-weights",
  id: "E3.15",
  title: "Small and large first weights, 30 hidden neurons",
  hidden: 30,
  claim:
    "the small first weights are ahead from the start, with almost 93 % against under 87 %; both end somewhat above 96 %",
  note: "The book's curves are from the data that the author published beside his programs.",
  small: [
    9270, 9414, 9470, 9504, 9537, 9550, 9587, 9594, 9596, 9594, 9616, 9595, 9622, 9630, 9636, 9641, 9625, 9652, 9637,
    9634, 9642, 9639, 9649, 9646, 9646, 9653, 9646, 9653, 9640, 9650,
  ],
  large: [
    8643, 9044, 9141, 9231, 9299, 9327, 9385, 9416, 9433, 9449, 9476, 9489, 9500, 9535, 9521, 9548, 9564, 9573, 9585,
    9592, 9596, 9615, 9607, 9605, 9606, 9622, 9637, 9648, 9635, 9637,
  ],
  claims: {
    meet: {
      kind: "claim",
      title: "in the end both do much the same: less than half a percentage point apart",
      holds: (measured) => Math.abs(lead(measured)) < 0.5,
      onlyInFull: true,
    },
  },
});
