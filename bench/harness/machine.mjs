// @ts-check
/** What the numbers were measured on. */
import { readdirSync, readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";

/** Settings of the environment that change how fast a side is. */
const TELLING =
  /^(OPENBLAS_(CORETYPE|L2_SIZE|VERBOSE)|MKL_(ENABLE_INSTRUCTIONS|DEBUG_CPU_TYPE)|ATEN_CPU_CAPABILITY|ONEDNN_MAX_CPU_ISA|NODE_OPTIONS|NNDL_PYTHON|GOMP_\w+|OMP_WAIT_POLICY|KMP_\w+|MALLOC_\w+)$/;

export function describeMachine() {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    caches: caches(),
    cores: processors.length,
    load: loadavg()[0],
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

const CACHES = "/sys/devices/system/cpu/cpu0/cache/";

/** Those of the first core, such as "L1d 48K", where the system tells. */
function caches() {
  const read = (/** @type {string} */ index, /** @type {string} */ what) =>
    readFileSync(`${CACHES}${index}/${what}`, "utf8").trim();
  try {
    return readdirSync(CACHES)
      .filter((name) => name.startsWith("index"))
      .sort()
      .map((index) => {
        const type = read(index, "type");
        const kind = type === "Unified" ? "" : type[0].toLowerCase();
        return `L${read(index, "level")}${kind} ${read(index, "size")}`;
      });
  } catch {
    return [];
  }
}
