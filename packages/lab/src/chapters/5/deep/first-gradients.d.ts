declare module "virtual:first-gradients" {
  const layers: readonly import("./gradients.ts").LayerGradients[];
  export default layers;
}
