declare module "virtual:reference" {
  const entries: readonly import("./pages/reference.ts").Entry[];
  export default entries;
}
