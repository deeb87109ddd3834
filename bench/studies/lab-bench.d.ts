/** What this benchmark needs of the bench that the lab's pages offer to their console. */
export interface LabBench {
  open(recipe: object): Promise<boolean>;
  train(wish: { until: number }): Promise<boolean>;
  readonly stepsPerEpoch: number;
  readonly failure?: { readonly sentence: string };
}
