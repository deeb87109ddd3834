declare module "virtual:first-reading" {
  const first: import("../../plugins/first-reading.ts").FirstReading;
  export default first;
}
