// @ts-check
/** Writes the pictures into a folder of its own, opens them some times, and removes them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { build, tell } from "../harness/study.mjs";

const built = (/** @type {string} */ entry) => import(new URL(`./entries/${entry}.js`, build).href);
const { encodePng } = await built("images");
const { openSource } = await built("sources");
const { pictures, rounds } = JSON.parse(process.argv[2]);

const folder = mkdtempSync(join(tmpdir(), "nndl-pictures-"));
try {
  for (let i = 0; i < pictures; i++) {
    const [side, channels] = [28 + ((i * 7) % 37), i % 3 === 0 ? 3 : 1];
    const row = side * channels;
    // Paper with some grain, and a bar.
    const pixels = Uint8Array.from({ length: side * row }, (_, at) =>
      at % row > row / 3 && at % row < row / 2 ? 20 : 230 + (((at + i) * 2654435761) >>> 28),
    );
    mkdirSync(join(folder, String(i % 10)), { recursive: true });
    writeFileSync(
      join(folder, String(i % 10), `${i}.png`),
      encodePng({ width: side, height: side, channels, pixels }, deflateSync),
    );
  }
  for (let round = 0; round < rounds; round++) {
    const [started, used] = [performance.now(), process.cpuUsage()];
    const { training } = await openSource(folder);
    const { user, system } = process.cpuUsage(used);
    if (training.count !== pictures) throw new Error(`${training.count} pictures were read`);
    const seconds = (performance.now() - started) / 1000;
    tell({ seconds, processor: (user + system) / 1e6, peakBytes: 1024 * process.resourceUsage().maxRSS });
  }
} finally {
  rmSync(folder, { recursive: true });
}
