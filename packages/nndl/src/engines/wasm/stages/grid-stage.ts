import type { ActivationName } from "../../../functions/index.ts";
import { activationOf, type Shape } from "../../../layers/index.ts";
import type { PlacedLayer } from "../../../network/index.ts";
import { Grid, type Margins, Values } from "../grid.ts";
import type { Op } from "../ops.ts";
import type { PackedParameter } from "../parameter.ts";
import type { PlanMemory } from "../plan-memory.ts";
import { Activated } from "./activated.ts";
import { GridErrors } from "./errors.ts";
import type { ErrorMemory, GradientMemory, Purpose, Stage } from "./stage.ts";

/** Where a stage stands in a network. */
export interface StagePlace {
  readonly layer: PlacedLayer;
  readonly input: Values;
  /** The stage before it; none before the first. */
  readonly below: Stage | undefined;
  /** The zeros that the next stage wants around the output. */
  readonly margins: Margins;
  readonly planMemory: PlanMemory;
  /** Whether its parameters stay as they are. */
  readonly frozen: boolean;
}

/** What stages whose output is a grid have in common. Most have no parameters, and nothing to do after an update. */
export abstract class GridStage implements Stage {
  readonly index: number;
  readonly times: number;
  readonly activation: ActivationName;
  readonly output: Values;
  readonly errors: GridErrors;
  readonly parameters: readonly PackedParameter[] = [];
  protected readonly input: Values;
  protected readonly below: Stage | undefined;
  protected readonly planMemory: PlanMemory;
  protected readonly activated: Activated;

  constructor(
    { layer, input, below, margins, planMemory }: StagePlace,
    shape: Shape = layer.output,
    activation: ActivationName = activationOf(layer.spec),
  ) {
    this.index = layer.index;
    this.times = planMemory.times;
    this.input = input;
    this.below = below;
    this.planMemory = planMemory;
    this.activation = activation;
    this.output = Values.allocate(Grid.padded(shape, margins), planMemory.rows, planMemory.memory, "activations");
    this.activated = new Activated(this.output, activation, planMemory);
    this.errors = new GridErrors(this.activated, planMemory);
  }

  get unfused(): readonly PackedParameter[] {
    return this.parameters.filter(({ trained }) => trained);
  }

  sparse(_purpose: Purpose): boolean {
    return this.activation === "relu";
  }

  abstract forward(purpose: Purpose, last: boolean): readonly Op[];

  abstract backward(purpose: Purpose, below: ErrorMemory | undefined, gradients: GradientMemory): readonly Op[];

  afterUpdate(_training: boolean): readonly Op[] {
    return [];
  }

  /** The fields of a kernel that go from the input's grid to the output's. */
  protected get grids() {
    return { from: this.input.record, input: this.input.first, to: this.output.record, output: this.output.first };
  }
}

/** A stage that only moves or multiplies values: zeros stay zeros. */
export abstract class PassingStage extends GridStage {
  override sparse(purpose: Purpose): boolean {
    return this.below?.sparse(purpose) ?? false;
  }
}
