// @ts-check
/** What the numbers were measured on. */
import { cpus, release, totalmem, type } from "node:os";

/** Settings of the environment that change how fast a side is. */
const TELLING =
  /^(OPENBLAS_(CORETYPE|L2_SIZE|VERBOSE)|MKL_(ENABLE_INSTRUCTIONS|DEBUG_CPU_TYPE)|ATEN_CPU_CAPABILITY|ONEDNN_MAX_CPU_ISA|NODE_OPTIONS|NNDL_PYTHON|GOMP_\w+|OMP_WAIT_POLICY|KMP_\w+|MALLOC_\w+)$/;

export function describeMachine() {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    environment: Object.fromEntries(
      Object.entries(process.env)
        .filter(([name]) => TELLING.test(name))
        .sort(),
    ),
  };
}
