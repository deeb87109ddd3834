// @ts-check
import { tfjsSide } from "../common/tfjs.mjs";
import { serve } from "../harness/serve.mjs";

await serve(() => tfjsSide("wasm", false));
