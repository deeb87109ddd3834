/** What this benchmark needs of the trainer that the lab's pages offer to their console. */
export interface LabTrainer {
  open(recipe: object): Promise<boolean>;
  train(wish: { until: number }): Promise<boolean>;
  readonly stepsPerEpoch: number;
  readonly failure?: { readonly sentence: string };
}
