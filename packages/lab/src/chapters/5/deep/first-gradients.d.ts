declare module "virtual:first-gradients" {
  const layers: readonly import("./speeds.ts").LayerGradients[];
  export default layers;
}
