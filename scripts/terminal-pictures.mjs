// node scripts/terminal-pictures.mjs: runs the commands that the README shows, for real, and draws what they leave on a
// terminal as SVG into docs/images. Needs the build (npm run build); takes seconds.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../packages/cli/dist/main.js";
import { root } from "./prepare.mjs";

const columns = 86;

/** What to run, what a reader types for it, and which of its lines are left out. */
const pictures = [
  {
    file: "first-network.svg",
    typed: "npm start",
    args: ["reproduce", "ch1/first-network"],
    leaveOut: (line) => /^ +([3-9]|1\d|2[0-6]) .* [\d,]+$/.test(line),
  },
  { file: "digits.svg", typed: "npx nndl data --sheet --count 10", args: ["data", "--sheet", "--count", "10"] },
];

const cell = { width: 8.4, height: 17 };
const margin = 20;
const background = "#0d1117";
const foreground = "#d5dbe3";
const palette = { 31: "#ff7b72", 32: "#56d364", 33: "#e3b341", 36: "#56c8d8" };

/** What the bytes that a program wrote leave on a terminal: lines of cells, each a character and its style. */
class Terminal {
  isTTY = true;
  columns = columns;
  rows = 40;
  #lines = [[]];
  #column = 0;
  #style = {};

  write(text) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what a terminal understands.
    for (const [, sequence, command, character] of text.matchAll(/\x1b\[([\d;]*)([A-Za-z])|([\s\S])/gu)) {
      if (command === "m") this.#setStyle(sequence.split(";").map(Number));
      else if (command === "K") this.#lines.at(-1).length = this.#column;
      else if (command !== undefined) throw new Error(`this terminal does not know \\e[${sequence}${command}`);
      else if (character === "\n") this.#lines.push([]);
      else if (character !== "\r") this.#lines.at(-1)[this.#column] = { character, style: this.#style };
      this.#column = character === "\n" || character === "\r" ? 0 : this.#column + (character === undefined ? 0 : 1);
    }
  }

  get lines() {
    return this.#lines.map((line) => Array.from(line, (at) => at ?? { character: " ", style: {} }));
  }

  #setStyle(codes) {
    const style = { ...this.#style };
    for (let i = 0; i < codes.length; i++) {
      const number = codes[i];
      if (number === 0) for (const key of Object.keys(style)) delete style[key];
      else if (number === 1) style.bold = true;
      else if (number === 2) style.dim = true;
      else if (number === 22) style.bold = style.dim = false;
      else if (number === 39) delete style.color;
      else if (palette[number] !== undefined) style.color = palette[number];
      else if ((number === 38 || number === 48) && codes[i + 1] === 2) {
        style[number === 38 ? "color" : "behind"] = hex(codes.slice(i + 2, i + 5));
        i += 4;
      } else throw new Error(`this terminal does not know the style ${number}`);
    }
    this.#style = style;
  }
}

/** The part of its cell that a block character fills: left, top, width and height, from 0 to 1. */
function blockOf(character) {
  const lower = "▁▂▃▄▅▆▇█".indexOf(character) + 1;
  if (lower > 0) return [0, 1 - lower / 8, 1, lower / 8];
  const left = "▏▎▍▌▋▊▉".indexOf(character) + 1;
  if (left > 0) return [0, 0, left / 8, 1];
  return { "▀": [0, 0, 1, 0.5], "▕": [0.875, 0, 0.125, 1], "░": [0, 0, 1, 1] }[character];
}

function drawLine(cells, row) {
  const top = margin + row * cell.height;
  const rects = cells.flatMap(({ character, style }, column) => {
    const behind = style.behind === undefined ? [] : [{ part: [0, 0, 1, 1], fill: style.behind }];
    const part = blockOf(character);
    const block = part === undefined ? [] : [{ part, fill: style.color ?? foreground, faint: character === "░" }];
    return [...behind, ...block].map(({ part: [x, y, width, height], fill, faint = false }) => ({
      x: margin + (column + x) * cell.width,
      y: top + y * cell.height,
      width: width * cell.width,
      height: height * cell.height,
      fill,
      faint,
    }));
  });
  return [...joined(rects).map(drawRect), ...wordsOf(cells).map((words) => drawWords(words, top))].join("");
}

/** Rectangles that touch, with those that are alike and side by side made one. */
function joined(rects) {
  const last = new Map();
  return rects.filter((rect) => {
    const key = [rect.y, rect.height, rect.fill, rect.faint].join();
    const before = last.get(key);
    if (before !== undefined && Math.abs(before.x + before.width - rect.x) < 0.01) {
      before.width += rect.width;
      return false;
    }
    last.set(key, rect);
    return true;
  });
}

function drawRect({ x, y, width, height, fill, faint }) {
  const [left, top, wide, high] = [x, y, width, height].map(short);
  return `<rect x="${left}" y="${top}" width="${wide}" height="${high}" fill="${fill}"${faint ? ' opacity="0.3"' : ""}/>`;
}

/** Stretches of text in one style, with single spaces at most: a run of spaces would be drawn as one. */
function wordsOf(cells) {
  const stretches = [];
  let last;
  cells.forEach(({ character, style }, column) => {
    if (character === " " || blockOf(character) !== undefined) {
      if (last !== undefined) last.spaces++;
      return;
    }
    if (last?.style === style && last.spaces < 2) last.text += " ".repeat(last.spaces) + character;
    else {
      last = { style, column, text: character };
      stretches.push(last);
    }
    last.spaces = 0;
  });
  return stretches;
}

function drawWords({ style, column, text }, top) {
  const attributes = [
    `x="${short(margin + column * cell.width)}"`,
    `y="${short(top + cell.height * 0.77)}"`,
    // Whatever font there is: columns stay columns.
    `textLength="${short([...text].length * cell.width)}"`,
    ...(style.color === undefined ? [] : [`fill="${style.color}"`]),
    ...(style.bold ? ['font-weight="bold"'] : []),
    ...(style.dim ? ['opacity="0.62"'] : []),
  ];
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text ${attributes.join(" ")}>${escaped}</text>`;
}

function hex(rgb) {
  return `#${rgb.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function short(value) {
  return Number(value.toFixed(2));
}

function svg(lines, title) {
  const width = 2 * margin + columns * cell.width;
  const height = 2 * margin + lines.length * cell.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${height}" viewBox="0 0 ${short(width)} ${height}" role="img">`,
    `<title>${title}</title>`,
    `<rect width="100%" height="100%" rx="10" fill="${background}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${foreground}" shape-rendering="crispEdges">`,
    ...lines.map(drawLine),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

const folder = `${root}docs/images`;
mkdirSync(folder, { recursive: true });
const elsewhere = mkdtempSync(join(tmpdir(), "nndl-pictures-"));
process.chdir(elsewhere);
for (const { file, typed, args, leaveOut = () => false } of pictures) {
  const terminal = new Terminal();
  terminal.write(`\x1b[2m$\x1b[22m \x1b[1m${typed}\x1b[22m\n\n`);
  const environment = { TERM: "xterm-256color", COLORTERM: "truecolor", npm_command: "exec" };
  const code = await main(args, { stdout: terminal, stderr: terminal, environment });
  if (code !== 0) throw new Error(`nndl ${args.join(" ")} ended with ${code}`);
  const isLeftOut = (line) => leaveOut(line.map(({ character }) => character).join(""));
  const lines = terminal.lines.flatMap((line, i, all) => {
    if (!isLeftOut(line)) return [line];
    return isLeftOut(all[i - 1]) ? [] : [[..."      ⋮"].map((character) => ({ character, style: {} }))];
  });
  while (lines.at(-1)?.every(({ character }) => character === " ")) lines.pop();
  writeFileSync(`${folder}/${file}`, svg(lines, `What ${typed} shows`));
}
rmSync(elsewhere, { recursive: true });
