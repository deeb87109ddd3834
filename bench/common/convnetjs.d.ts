/** What the benchmark uses of ConvNetJS, which has no types of its own. */
declare module "convnetjs" {
  class Vol {
    constructor(width: number, height: number, depth: number, value: number);
    readonly w: Float64Array;
  }
  class Net {
    makeLayers(definitions: object[]): void;
    forward(input: Vol): Vol;
  }
  class SGDTrainer {
    constructor(net: Net, options: Record<string, number>);
    train(input: Vol, label: number): void;
  }
  const convnetjs: { Vol: typeof Vol; Net: typeof Net; SGDTrainer: typeof SGDTrainer };
  export default convnetjs;
}
