// @ts-check
import { jaxSide } from "../common/jax-js.mjs";
import { serve } from "../harness/serve.mjs";

await serve(() => jaxSide(true));
