// @ts-check
// node packages/lab/scripts/figure-pictures.mjs [NAME …]: photographs the figures that scripts draw, in both colours, for the list
// of figures and the search. Those that are drawn as SVG need none: the build takes them from their pages. Needs the lab's build
// (npm run build) and a Chromium; whoever changes what such a figure begins with runs it again.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serveLab } from "../../cli/dist/lab/serve.js";

const lab = fileURLToPath(new URL("..", import.meta.url));
/** The list shows them so wide, on screens with two dots for a pixel. */
const widest = 480;

/**
 * What of each figure: an element, or so much of it from its upper left corner; and what a reader does first.
 *
 * @typedef {{ of: string; width?: number; height?: number; first?: (page: import("playwright-core").Page) => Promise<void> }} Shot
 * @type {Record<string, Shot>}
 */
const shots = {
  cover: { of: ".stage", first: (page) => page.waitForTimeout(1500) },
  "digit-browser": { of: ".sheet", height: 330 },
  "digit-parts": { of: ".all", height: 330 },
  "perceptron-limit": { of: ".maps", height: 345 },
  segmentation: { of: ".island > *", width: 720, height: 430 },
  "draw-digit": { of: ".island > *", height: 330, first: drawSeven },
  "city-of-towers": { of: ".surface canvas" },
  "many-towers": { of: ".pictures" },
  directions: { of: ".pictures" },
  slowdown: { of: ".pair" },
  matrices: { of: ".product", width: 560 },
  distortions: { of: ".pictures", first: (page) => page.waitForTimeout(500) },
};

/** @param {import("playwright-core").Page} page */
async function drawSeven(page) {
  const pad = page.locator("canvas").first();
  const { x, y, width, height } = /** @type {{ x: number; y: number; width: number; height: number }} */ (
    await pad.boundingBox()
  );
  for (const [i, [across, down]] of [
    [0.28, 0.24],
    [0.72, 0.22],
    [0.44, 0.8],
  ].entries()) {
    await page.mouse.move(x + /** @type {number} */ (across) * width, y + /** @type {number} */ (down) * height, {
      steps: 12,
    });
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
  await page.waitForTimeout(500);
}

const server = await serveLab({ folder: join(lab, "build"), port: 0 });
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(shots);
for (const name of wanted) {
  const shot = shots[name];
  if (shot === undefined) throw new Error(`no picture is described for the figure "${name}"; add it to the list here`);
  const { of, width: most = 1000, height = 420, first } = shot;
  /** @type {Record<string, string>} */
  const pictures = {};
  let size = [0, 0];
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 900 },
      colorScheme,
      reducedMotion: "reduce",
    });
    await page.goto(`${server.url}figures/${name}/`);
    await page.locator(".island[data-alive]").waitFor();
    await page.waitForTimeout(1000);
    await first?.(page);
    const box = /** @type {{ x: number; y: number; width: number; height: number }} */ (
      await page
        .locator(of.startsWith(".island") ? of : `.island ${of}`)
        .first()
        .boundingBox()
    );
    const clip = { x: box.x, y: box.y, width: Math.min(most, box.width), height: Math.min(height, box.height) };
    const dots = (await page.screenshot({ clip, animations: "disabled" })).toString("base64");
    const scale = Math.min(1, widest / clip.width);
    size = [Math.round(clip.width * scale), Math.round(clip.height * scale)];
    pictures[colorScheme] = await page.evaluate(
      async ([data, across, down]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [Number(across), Number(down)];
        const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
        pen.imageSmoothingQuality = "high";
        pen.drawImage(image, 0, 0, canvas.width, canvas.height);
        return canvas.toDataURL("image/webp", 0.75);
      },
      [dots, ...size],
    );
    await page.close();
  }
  const [width, high] = size;
  const image = (/** @type {string} */ colours) =>
    `<image class="${colours}" width="${width}" height="${high}" href="${pictures[colours]}"/>`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${high}">`,
    `<title>${name}</title>`,
    "<style>.dark{display:none}@media (prefers-color-scheme:dark){.light{display:none}.dark{display:inline}}</style>",
    image("light"),
    image("dark"),
    "</svg>\n",
  ].join("\n");
  writeFileSync(join(lab, `src/thumbnails/drawn/${name}.svg`), svg);
  console.log(`${name}: ${width} × ${high}, ${Math.round(svg.length / 1000)} kB`);
}
await browser.close();
await server.close();
