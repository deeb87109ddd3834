/** Disturbances that reading was not tuned on: what other paper, pens and hands leave in a picture. */
import type { Stream } from "nndl/random";
import { perspective } from "./camera.ts";
import { camera, type Disturbance, lightFromOneSide } from "./kinds.ts";
import type { Scene } from "./scene.ts";
import { across, between, down, either, frame, ruled, spot, stain, unevenness } from "./things.ts";

const reachOf = ({ digits }: Scene) => (digits[0]!.side * 20) / 28 / 2;

function coffee(scene: Scene, chance: Stream): void {
  const [digit] = scene.digits;
  for (let i = 0; i < 2; i++) {
    const [x, y] = [digit!.x + between(chance, -1, 1) * digit!.side, digit!.y + between(chance, -1, 1) * digit!.side];
    scene.covers.push(
      stain(x, y, between(chance, 0.3, 0.8) * digit!.side, between(chance, 2, 8), between(chance, 0.15, 0.45), chance),
    );
  }
}

/** Facets in different light, that meet in sharp creases. */
function crumpled(scene: Scene, chance: Stream): void {
  const places = Array.from({ length: 14 }, () => [chance.uniform() * scene.width, chance.uniform() * scene.height]);
  const lights = places.map(() => [
    between(chance, 0.75, 1),
    between(chance, -0.15, 0.15),
    between(chance, -0.15, 0.15),
  ]);
  scene.light = (x, y) => {
    let [nearest, best] = [0, Number.POSITIVE_INFINITY];
    places.forEach(([px, py], i) => {
      const distance = (x - px!) ** 2 + (y - py!) ** 2;
      if (distance < best) [nearest, best] = [i, distance];
    });
    const [level, right, below] = lights[nearest]!;
    const [px, py] = places[nearest]!;
    return level! + (right! * (x - px!)) / scene.width + (below! * (y - py!)) / scene.height;
  };
}

/** Sharp folds, each a dark line beside a light one, across the sheet. */
function folded(scene: Scene, chance: Stream): void {
  const [x, y] = [between(chance, 0.3, 0.7) * scene.width, between(chance, 0.3, 0.7) * scene.height];
  const [depth, width] = [between(chance, 0.1, 0.35), between(chance, 2, 6)];
  scene.covers.push(either(across(y, 0.01, width, depth), down(x, -0.01, width, depth)));
  scene.light = (u, v) => (u < x ? 1 : 0.88) * (v < y ? 1 : 0.9);
}

function finger(scene: Scene, chance: Stream): void {
  const { width, height } = scene;
  const side = chance.integer(4);
  const radius = between(chance, 0.06, 0.1) * Math.min(width, height);
  const [at, length, tone] = [between(chance, 0.15, 0.85), between(chance, 0.1, 0.2), between(chance, 0.3, 0.6)];
  const flutter = unevenness(width, height, 25, chance);
  scene.above = (u, v) => {
    const [along, out] =
      side < 2 ? [v - at * height, side === 0 ? u : width - u] : [u - at * width, side === 2 ? v : height - v];
    const tip = length * Math.min(width, height) - radius;
    const inside = out < tip ? Math.abs(along) : Math.hypot(along, out - tip);
    return inside < radius ? tone * (1 - 0.25 * (inside / radius) ** 2) + 0.02 * flutter(u, v) : undefined;
  };
}

function binder(scene: Scene, chance: Stream): void {
  const { width, height } = scene;
  const radius = between(chance, 0.02, 0.035) * Math.min(width, height);
  const [x, dark] = [between(chance, 1.6, 2.4) * radius, between(chance, 0.5, 0.95)];
  for (const y of [0.25, 0.75]) scene.covers.push(spot(x, y * height, radius, dark));
}

function wood(scene: Scene, chance: Stream): void {
  const { width, height } = scene;
  const margins = [1, 2, 3, 4].map(() => between(chance, 0.05, 0.15));
  const [coarse, fine] = [unevenness(width, height * 12, 60, chance), unevenness(width, height * 12, 9, chance)];
  const tone = between(chance, 0.3, 0.55);
  scene.projection = perspective(width, height, 0.2, between(chance, -0.1, 0.1), chance);
  scene.above = (u, v) => {
    const [x, y] = [u / width, v / height];
    const isPaper = x > margins[0]! && x < 1 - margins[1]! && y > margins[2]! && y < 1 - margins[3]!;
    return isPaper ? undefined : tone * (1 + 0.2 * coarse(u / 6, v * 2) + 0.25 * fine(u / 8, v));
  };
}

/** What is written on the other side, in mirror writing, faint. */
function showThrough(scene: Scene, chance: Stream): void {
  const [digit] = scene.digits;
  const strength = between(chance, 0.08, 0.25);
  const { x, y, side, ink } = digit!;
  scene.covers.push((u, v) => {
    const [s, t] = [
      (28 * ((((u - x) / side + 10.9) % 1.1) - 0.05)) | 0,
      (28 * ((((v - y) / side + 10.8) % 1.2) - 0.1)) | 0,
    ];
    return s < 0 || t < 0 || s > 27 || t > 27 ? 0 : strength * ink[28 * t + 27 - s]!;
  });
}

function frameThatTouches(scene: Scene, chance: Stream): void {
  const [digit] = scene.digits;
  const reach = reachOf(scene);
  const by = () => reach * between(chance, 0.9, 1.25);
  const width = between(chance, 2, 0.05 * digit!.side);
  scene.covers.push(
    frame(digit!.x - by(), digit!.y - by(), digit!.x + by(), digit!.y + by(), width, between(chance, 0.6, 0.95)),
  );
}

function underlined(scene: Scene, chance: Stream): void {
  const [digit] = scene.digits;
  const [from, to] = [digit!.x - reachOf(scene) * 1.1, digit!.x + reachOf(scene) * 1.1];
  const [at, width] = [digit!.y + reachOf(scene) * between(chance, 1.1, 1.4), between(chance, 2, 0.06 * digit!.side)];
  const line = across(at, between(chance, -0.05, 0.05), width, 0.85);
  scene.covers.push((u, v) => (u > from && u < to ? line(u, v) : 0));
}

function encircled(scene: Scene, chance: Stream): void {
  const [digit] = scene.digits;
  const [radius, width] = [reachOf(scene) * between(chance, 1.35, 1.7), between(chance, 2, 0.05 * digit!.side)];
  const tall = between(chance, 0.9, 1.15);
  scene.covers.push((u, v) => {
    const distance = Math.hypot(u - digit!.x, (v - digit!.y) / tall) - radius;
    return 0.85 * Math.min(1, Math.max(0, width / 2 + 0.5 - Math.abs(distance)));
  });
}

export const heldOut: Readonly<Record<string, Disturbance>> = {
  "coffee stains": coffee,
  "crumpled paper": crumpled,
  "folded paper": folded,
  "a finger": finger,
  "a binder's holes": binder,
  "a wooden table": wood,
  "the other side showing through": showThrough,
  "a frame that touches": frameThatTouches,
  underlined,
  encircled,
  "turned by 5° to 10°": (scene, chance) => {
    const turn = (between(chance, 5, 10) * Math.PI) / 180;
    scene.projection = perspective(scene.width, scene.height, 0, chance.uniform() < 0.5 ? turn : -turn, chance);
  },
  "a thick pen": (scene, chance) => {
    scene.soft = 0.3;
    scene.bold = between(chance, 0.15, 0.34);
  },
  "a coloured pen": (scene, chance) => {
    scene.pen = between(chance, 0.3, 0.6);
    scene.covers.push(ruled(0.4 * scene.digits[0]!.side, 7, 0.01, 1.5, 0.15));
  },
  "chalk on a blackboard": (scene, chance) => {
    scene.negative = true;
    scene.paper = between(chance, 0.65, 0.85);
    const grain = unevenness(scene.width, scene.height, 3, chance);
    const wiped = unevenness(scene.width, scene.height, 60, chance);
    scene.covers.push((u, v) => 0.1 + 0.1 * wiped(u, v) + 0.06 * grain(u, v));
    scene.noise = 0.02;
    lightFromOneSide(scene, chance);
  },
  "a small digit in a large photograph": (scene, chance) => {
    camera(scene, chance);
    lightFromOneSide(scene, chance);
  },
};
