/** The book's experiment as `nndl reproduce ch1/first-network` ran it in Node, on all images; a test compares it with the results. */
export interface RecordedRun {
  readonly seed: number;
  /** Of 10,000 test images, after the last of 30 epochs. */
  readonly correct: number;
  readonly sha256: string;
}

export const recordedEpochs = 30;

export const recordedRuns: readonly RecordedRun[] = [
  { seed: 1, correct: 9523, sha256: "099d17f67bf9864baa25dc34ae3dbef49e0995a7fc988e4321c3a117d84717d8" },
  { seed: 2, correct: 9487, sha256: "e890e8a4fa179058c3d5d39f225e09d10bafc44c4927ce6795fb26ffcf71eaff" },
  { seed: 3, correct: 9489, sha256: "dbb74c24aea77f681898a8810d79d3bccae8022b0d04e2b30dc334423f22be85" },
  { seed: 4, correct: 9560, sha256: "34c7174dc426f94f8820ccc4aed90fa8d0c179a4410accf1157530d3314fe844" },
  { seed: 5, correct: 8607, sha256: "8e5641128503726330c1360756856ea69cbac63ce7e4f96c5ca0a3ae889f29d3" },
];
