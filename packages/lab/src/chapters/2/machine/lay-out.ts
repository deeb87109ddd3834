/**
 * Where everything of the machine stands. Where there is room for it every neuron is a card that holds all of its numbers, with the
 * wires between them; elsewhere the neurons are circles, and the card of one of them stands beside or under these.
 */
import { idOf } from "./quantities.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** A number: its place, and the sign before it. */
export interface Cell extends Box {
  readonly id: string;
  /** Where the sign before it ends; none where the place says what it is. */
  readonly sign?: { readonly x: number; readonly y: number };
}
/** Words, with the middle of their line. */
export interface Words {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}
export interface Card extends Box {
  readonly layer: number;
  readonly unit: number;
}
export interface Dot {
  readonly layer: number;
  readonly unit: number;
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly id: string;
}
export interface Wire {
  /** Of the weight. */
  readonly id: string;
  readonly layer: number;
  readonly to: number;
  readonly from: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}
/** From an output to what is wanted of it. */
export interface Link {
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
}
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly cards: readonly Card[];
  readonly cells: readonly Cell[];
  readonly dots: readonly Dot[];
  readonly wires: readonly Wire[];
  readonly links: readonly Link[];
  readonly words: readonly Words[];
}

const cardWidth = 280;
const sideWidth = 86;
const narrowest = 28;
/** As high as a window leaves. */
const tallest = 500;
const gapBetween = 10;

/** @param chosen the neuron whose card stands there where there is room for one only */
export function layOut(sizes: readonly number[], width: number, chosen: { layer: number; unit: number }): Layout {
  const layers = sizes.length - 1;
  const needed = 2 * sideWidth + layers * cardWidth + (layers + 1) * narrowest;
  const heights = sizes.slice(1).map((size, l) => size * cardHeight(sizes[l]!, 24) + (size - 1) * gapBetween);
  return width >= needed && Math.max(...heights) <= tallest
    ? allCards(sizes, width, Math.max(...heights, sizes[0]! * 34))
    : oneCard(sizes, width, chosen);
}

const cardHeight = (inputs: number, row: number) => 21 + (inputs + 3) * row + 5;

/** A neuron's numbers: its weights and their derivatives, its bias, then forward from z to a, and back from ∂C/∂a to δ. */
function cardOf(inputs: number, { layer, unit }: { layer: number; unit: number }, box: Box, row: number) {
  const { x, y, width } = box;
  const middle = (i: number) => y + 21 + (i + 0.5) * row;
  const end = x + width - 6;
  const cell = (id: string, right: number, i: number, wide: number, sign?: number): Cell => ({
    ...{ id, x: right - wide, y: middle(i) - row / 2 + 1, width: wide, height: row - 1 },
    ...(sign === undefined ? {} : { sign: { x: right - wide - 3, y: middle(i) } }),
  });
  const wide = 66;
  const first = x + 40 + wide;
  const rows = Array.from({ length: inputs }, (_, k) => [
    cell(idOf.w(layer, unit, k), first, k, wide, 1),
    cell(idOf.gw(layer, unit, k), end, k, wide, 1),
  ]).flat();
  const [bias, forth, back] = [inputs, inputs + 1, inputs + 2];
  // Eight letters, and room for the signs between them.
  const third = 57;
  const cells = [
    ...rows,
    cell(idOf.b(layer, unit), first, bias, wide, 1),
    cell(idOf.gb(layer, unit), end, bias, wide, 1),
    cell(idOf.z(layer, unit), first, forth, wide, 1),
    cell(idOf.a(layer, unit), end, forth, wide, 1),
    cell(idOf.d(layer, unit), x + 21 + third, back, third, 1),
    cell(idOf.s(layer, unit), x + 48 + 2 * third, back, third, 1),
    cell(idOf.g(layer, unit), end, back, third, 1),
  ];
  const card: Card = { layer, unit, ...box };
  const words: Words[] = [
    { text: `neuron ${unit + 1} of layer ${layer + 2}`, x: x + 8, y: y + 12 },
    { text: "→", x: first + 18, y: middle(forth) },
    { text: "=", x: x + 21 + third + 4, y: middle(back) },
    { text: "·", x: x + 48 + 2 * third + 4, y: middle(back) },
  ];
  return { card, cells, words, middle, forth };
}

function allCards(sizes: readonly number[], width: number, height: number): Layout {
  const layers = sizes.length - 1;
  const gap = (width - 2 * sideWidth - layers * cardWidth) / (layers + 1);
  const [cards, cells, wires]: [Card[], Cell[], Wire[]] = [[], [], []];
  const words: Words[] = [];
  // Where the activations of a layer leave it.
  let outs = Array.from({ length: sizes[0]! }, (_, k) => {
    const y = (height * (k + 0.5)) / sizes[0]!;
    cells.push({ id: idOf.x(k), x: 26, y: y - 13, width: sideWidth - 26, height: 26, sign: { x: 23, y } });
    return { x: sideWidth, y };
  });
  sizes.slice(1).forEach((size, l) => {
    const inputs = sizes[l]!;
    const x = sideWidth + gap + l * (cardWidth + gap);
    const tall = cardHeight(inputs, 24);
    outs = Array.from({ length: size }, (_, unit) => {
      const y = (height * (unit + 0.5)) / size - tall / 2;
      const made = cardOf(inputs, { layer: l, unit }, { x, y, width: cardWidth, height: tall }, 24);
      cards.push(made.card);
      cells.push(...made.cells);
      words.push(...made.words);
      outs.forEach((out, k) => {
        wires.push({
          id: idOf.w(l, unit, k),
          layer: l,
          to: unit,
          from: k,
          x1: out.x,
          y1: out.y,
          x2: x,
          y2: made.middle(k),
        });
      });
      return { x: x + cardWidth, y: made.middle(made.forth) };
    });
  });
  const right = width - sideWidth;
  const links = outs.map(({ x, y }) => ({ x1: x, x2: right + 8, y }));
  outs.forEach(({ y }, j) => {
    cells.push({
      id: idOf.y(j),
      x: right + 26,
      y: y - 13,
      width: sideWidth - 26,
      height: 26,
      sign: { x: right + 23, y },
    });
  });
  words.push({ text: "input", x: 26, y: cells[0]!.y - 9 }, { text: "wanted", x: right + 26, y: outs[0]!.y - 22 });
  // The cost is last, under what is wanted.
  const lowest = outs.at(-1)!.y;
  const y = lowest + 62;
  cells.push({ id: idOf.C, x: right + 26, y: y - 13, width: sideWidth - 26, height: 26, sign: { x: right + 23, y } });
  return { width, height: Math.max(height, y + 15), cards, cells, dots: [], wires, links, words };
}

function oneCard(sizes: readonly number[], width: number, chosen: { layer: number; unit: number }): Layout {
  const beside = width >= 640;
  const across = beside ? width - cardWidth - 40 : width;
  const layers = sizes.length - 1;
  const [cells, wires, dots]: [Cell[], Wire[], Dot[]] = [[], [], []];
  // Room for a line under each.
  const spacing = 52;
  const tall = Math.max(...sizes) * spacing;
  const r = 17;
  const [cellWide, signWide] = [50, 18];
  // Of the middles of the first and the last layer of neurons.
  const [first, last] = [signWide + cellWide + 34 + r, across - cellWide - signWide - 16 - r];
  const yOf = (size: number, unit: number) => tall / 2 + (unit - (size - 1) / 2) * spacing;
  let outs = Array.from({ length: sizes[0]! }, (_, k) => {
    const y = yOf(sizes[0]!, k);
    cells.push({ id: idOf.x(k), x: signWide, y: y - 13, width: cellWide, height: 26, sign: { x: signWide - 3, y } });
    return { x: signWide + cellWide, y };
  });
  sizes.slice(1).forEach((size, layer) => {
    const x = layers === 1 ? (first + last) / 2 : first + ((last - first) * layer) / (layers - 1);
    const next = Array.from({ length: size }, (_, unit) => ({ x: x + r, y: yOf(size, unit) }));
    next.forEach(({ y }, unit) => {
      dots.push({ layer, unit, x, y, r, id: idOf.a(layer, unit) });
      outs.forEach((out, k) => {
        wires.push({ id: idOf.w(layer, unit, k), layer, to: unit, from: k, x1: out.x, y1: out.y, x2: x - r, y2: y });
      });
    });
    outs = next;
  });
  const right = across - cellWide;
  const links = outs.map(({ x, y }) => ({ x1: x, x2: right - 20, y }));
  outs.forEach(({ y }, j) => {
    cells.push({ id: idOf.y(j), x: right, y: y - 13, width: cellWide, height: 26, sign: { x: right - 3, y } });
  });
  const y = outs.at(-1)!.y + 38;
  const reach = Math.max(tall, y + 14);
  cells.push({ id: idOf.C, x: right, y: y - 13, width: cellWide, height: 26, sign: { x: right - 3, y } });
  const row = 28;
  const wide = Math.min(width, beside ? cardWidth : 320);
  const box = { x: beside ? width - wide : (width - wide) / 2, y: beside ? 0 : reach + 6, width: wide };
  const height = cardHeight(sizes[chosen.layer]!, row);
  const { card, words, cells: own } = cardOf(sizes[chosen.layer]!, chosen, { ...box, height }, row);
  // The height of the tallest, so that nothing jumps when another neuron is chosen.
  const most = cardHeight(Math.max(...sizes.slice(0, -1)), row);
  return {
    ...{ width, height: beside ? Math.max(reach, most) : reach + 6 + most },
    ...{ cards: [card], cells: [...cells, ...own], dots, wires, links, words },
  };
}

/** The cell that an arrow key leads to. */
export function nearest(from: Box, key: string, all: readonly Cell[]): Cell | undefined {
  const middle = ({ x, y, width, height }: Box) => [x + width / 2, y + height / 2] as const;
  const [x, y] = middle(from);
  const steps: Record<string, readonly [number, number]> = {
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    ArrowDown: [0, 1],
    ArrowUp: [0, -1],
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const distance = (cell: Cell) => {
    const [cx, cy] = middle(cell);
    const along = (cx - x) * step[0] + (cy - y) * step[1];
    const aside = Math.abs((cx - x) * step[1]) + Math.abs((cy - y) * step[0]);
    return along < 6 ? Number.POSITIVE_INFINITY : along + 3 * aside;
  };
  const best = all.reduce<Cell | undefined>(
    (found, cell) => (found === undefined || distance(cell) < distance(found) ? cell : found),
    undefined,
  );
  return best !== undefined && Number.isFinite(distance(best)) ? best : undefined;
}
