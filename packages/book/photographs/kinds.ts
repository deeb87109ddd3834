/** The disturbances that reading was made for: each changes a scene with one digit. */
import type { Stream } from "nndl/random";
import { perspective } from "./camera.ts";
import type { Scene } from "./scene.ts";
import { across, between, columns, down, either, frame, ruled, spot } from "./things.ts";

export type Disturbance = (scene: Scene, chance: Stream) => void;

const slopeOf = (chance: Stream, most = 0.04) => between(chance, -most, most);
const pick = <T>(chance: Stream, list: readonly T[]): T => list[chance.integer(list.length)]!;

/** Half of what the digit's ink reaches from its middle, and a little. */
const reachOf = ({ digits }: Scene) => (digits[0]!.side * 20) / 28 / 2;

export function rulePaper(scene: Scene, chance: Stream): void {
  const [digit] = scene.digits;
  const apart = between(chance, 0.5, 1.2) * digit!.side;
  const from = digit!.y + reachOf(scene) * between(chance, -0.6, 1.3);
  scene.covers.push(ruled(apart, from, slopeOf(chance), between(chance, 1, 3), between(chance, 0.25, 0.9)));
}

export function squarePaper(scene: Scene, chance: Stream): void {
  const [digit] = scene.digits;
  const apart = between(chance, 0.25, 1.1) * digit!.side;
  const [slope, width, strength] = [slopeOf(chance), between(chance, 1, 2.5), between(chance, 0.25, 0.9)];
  const from = between(chance, 0, apart);
  scene.covers.push(
    either(ruled(apart, from, slope, width, strength), columns(apart, from / 2, -slope, width, strength)),
  );
}

export function lightFromOneSide(scene: Scene, chance: Stream): void {
  const angle = between(chance, 0, 2 * Math.PI);
  const [darkest, size] = [between(chance, 0.25, 0.6), Math.hypot(scene.width, scene.height)];
  const before = scene.light;
  scene.light = (x, y) => {
    const place = ((x - scene.width / 2) * Math.cos(angle) + (y - scene.height / 2) * Math.sin(angle)) / size + 0.5;
    return before(x, y) * (darkest + (1 - darkest) * Math.min(1, Math.max(0, place)));
  };
}

export function darkCorners(scene: Scene, chance: Stream): void {
  const strength = between(chance, 0.3, 0.75);
  const before = scene.light;
  scene.light = (x, y) => {
    const distance = Math.hypot((2 * x) / scene.width - 1, (2 * y) / scene.height - 1) / Math.SQRT2;
    return before(x, y) * (1 - strength * Math.max(0, distance) ** 3);
  };
}

export function shadow(scene: Scene, chance: Stream): void {
  const angle = between(chance, 0, 2 * Math.PI);
  const [offset, depth, soft] = [between(chance, -0.25, 0.25), between(chance, 0.35, 0.75), between(chance, 2, 12)];
  const before = scene.light;
  scene.light = (x, y) => {
    const place = (x - scene.width / 2) * Math.cos(angle) + (y - scene.height / 2) * Math.sin(angle);
    const part = Math.min(1, Math.max(0, (place - offset * scene.width) / soft + 0.5));
    return before(x, y) * (1 - (1 - depth) * part);
  };
}

export function tableEdge(scene: Scene, chance: Stream): void {
  const [side, slope] = [chance.integer(4), slopeOf(chance, 0.12)];
  const [width, table] = [between(chance, 0.04, 0.14), between(chance, 0.05, 0.55)];
  scene.above = (u, v) => {
    const [x, y] = [u / scene.width, v / scene.height];
    const place = [x + slope * y, 1 - x + slope * y, y + slope * x, 1 - y + slope * x][side]!;
    return place < width ? table : undefined;
  };
}

export function paperOnTable(scene: Scene, chance: Stream): void {
  const margins = [1, 2, 3, 4].map(() => between(chance, 0.03, 0.14));
  const table = between(chance, 0.05, 0.5);
  scene.projection = perspective(scene.width, scene.height, 0.15, between(chance, -0.08, 0.08), chance);
  scene.above = (u, v) => {
    const [x, y] = [u / scene.width, v / scene.height];
    return x < margins[0]! || x > 1 - margins[1]! || y < margins[2]! || y > 1 - margins[3]! ? table : undefined;
  };
}

function specks(scene: Scene, chance: Stream): void {
  const count = 4 + chance.integer(20);
  for (let i = 0; i < count; i++) {
    const [x, y] = [chance.uniform() * scene.width, chance.uniform() * scene.height];
    scene.covers.push(spot(x, y, between(chance, 0.5, 0.035 * scene.digits[0]!.side), between(chance, 0.3, 0.95)));
  }
}

function fullStop(scene: Scene, chance: Stream): void {
  const [digit] = scene.digits;
  const radius = between(chance, 0.03, 0.065) * digit!.side;
  const [x, y] = [
    digit!.x + reachOf(scene) * 0.95 + 2 * radius,
    digit!.y + reachOf(scene) * between(chance, 0.7, 1.05),
  ];
  scene.covers.push(spot(Math.min(x, scene.width - 2 * radius - 1), y, radius, between(chance, 0.7, 0.95)));
}

function aroundIt(scene: Scene, chance: Stream): void {
  const [digit] = scene.digits;
  const by = () => reachOf(scene) * between(chance, 1.2, 1.5);
  const width = between(chance, 2, 0.05 * digit!.side + 2);
  const [left, top, right, bottom] = [digit!.x - by(), digit!.y - by(), digit!.x + by(), digit!.y + by()];
  scene.covers.push(frame(left, top, right, bottom, width, between(chance, 0.5, 0.95)));
}

function oneLine(scene: Scene, chance: Stream): void {
  const [digit] = scene.digits;
  const at = digit!.y + reachOf(scene) * between(chance, -0.9, 1.1);
  scene.covers.push(across(at, slopeOf(chance), between(chance, 1, 4), between(chance, 0.4, 0.95)));
}

function margin(scene: Scene, chance: Stream): void {
  const [digit] = scene.digits;
  const at = digit!.x - reachOf(scene) * between(chance, 1.05, 1.7);
  // Red is half as dark as blue or black.
  scene.covers.push(down(at, slopeOf(chance), between(chance, 1.5, 4), between(chance, 0.3, 0.6)));
}

export function camera(scene: Scene, chance: Stream): void {
  scene.projection = perspective(scene.width, scene.height, 0.35, between(chance, -0.06, 0.06), chance);
  scene.noise = between(chance, 0.005, 0.025);
  scene.blur = chance.integer(3);
}

/** By name. The first is the control: nothing but a crisp digit on white. */
export const kinds: Readonly<Record<string, Disturbance>> = {
  nothing: () => {},
  "light from one side": lightFromOneSide,
  "dark corners": darkCorners,
  "a hard shadow": shadow,
  "a frame": aroundIt,
  "one ruled line": oneLine,
  "ruled paper": rulePaper,
  "squared paper": squarePaper,
  "a margin line": margin,
  specks,
  "a full stop": fullStop,
  "a table's edge": tableEdge,
  "paper on a table": paperOnTable,
  perspective: (scene, chance) => {
    scene.projection = perspective(scene.width, scene.height, 0.5, between(chance, -0.05, 0.05), chance);
  },
  blur: (scene, chance) => {
    scene.blur = between(chance, 0.02, 0.05) * scene.digits[0]!.side;
  },
  noise: (scene, chance) => {
    scene.noise = between(chance, 0.05, 0.13);
  },
  JPEG: (scene, chance) => {
    scene.jpeg = 5 + chance.integer(35);
  },
  "pencil on grey paper": (scene, chance) => {
    scene.paper = between(chance, 0.5, 0.75);
    scene.pen = between(chance, 0.2, 0.4);
    scene.bold = -0.1;
    scene.noise = between(chance, 0.005, 0.02);
  },
  "light on dark": (scene, chance) => {
    scene.negative = true;
    scene.paper = between(chance, 0.7, 0.95);
    scene.noise = 0.015;
  },
  "a photograph of ruled paper": (scene, chance) => {
    pick(chance, [rulePaper, squarePaper])(scene, chance);
    camera(scene, chance);
    pick(chance, [lightFromOneSide, shadow, darkCorners])(scene, chance);
  },
  "a photograph of paper on a table": (scene, chance) => {
    paperOnTable(scene, chance);
    const { above } = scene;
    camera(scene, chance);
    scene.above = above;
    pick(chance, [lightFromOneSide, shadow, darkCorners])(scene, chance);
    scene.jpeg = 40 + chance.integer(50);
  },
};
