import fc from "fast-check";
import { NndlError } from "nndl";
import { sha256Hex } from "nndl/formats";
import { stream } from "nndl/random";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { mostPainted } from "../training/painted.ts";
import { checkRecipe } from "../training/recipe.ts";
import { readLink, writeLink } from "./link.ts";
import { presets } from "./presets.ts";

const recipe = checkRecipe(presets[0]!.recipe);
const sha256 = "0123456789abcdef".repeat(4);

async function refusal(fragment: string): Promise<NndlError> {
  try {
    await readLink(fragment);
  } catch (error) {
    expect(error).toBeInstanceOf(NndlError);
    return error as NndlError;
  }
  throw new Error("nothing was refused");
}

/** A link that is whole, whatever it says. */
async function linkTo(content: unknown): Promise<string> {
  const json = typeof content === "string" ? content : JSON.stringify(content);
  const packed = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const payload = Buffer.from(await new Response(packed).arrayBuffer()).toString("base64url");
  return `1.${sha256Hex([new TextEncoder().encode(payload)]).slice(0, 6)}.${payload}`;
}

describe("a link", () => {
  it.each(presets)("to $name holds all of it", async (preset) => {
    const checked = checkRecipe(preset.recipe);
    const link = await writeLink({ recipe: checked, step: 1500, sha256 });
    expect(link).toMatch(/^1\.[\da-f]{6}\.[\w-]+$/);
    expect(link.length).toBeLessThan(600);
    expect(await readLink(`#${link}`)).toEqual({ recipe: checked, step: 1500, sha256 });
  });

  it("holds any seed, rate and size, and names in any script", async () => {
    const any = fc.record({
      seed: fc.maxSafeNat(),
      learningRate: fc.double({ min: 1e-9, max: 1e6, noNaN: true }),
      units: fc.integer({ min: 1, max: 500 }),
      name: fc.string({ unit: "binary", minLength: 1, maxLength: 100 }),
      step: fc.maxSafeNat(),
    });
    await fc.assert(
      fc.asyncProperty(any, async ({ seed, learningRate, units, name, step }) => {
        const checked = checkRecipe({
          network: { input: [784], layers: [{ type: "dense", units }], seed },
          data: { kind: "files", name },
          training: { epochs: 3, learningRate },
        });
        const link = await writeLink({ recipe: checked, step });
        expect(await readLink(link)).toEqual({
          recipe: JSON.parse(JSON.stringify(checked)),
          ...(step === 0 ? {} : { step }),
        });
      }),
      { numRuns: runs(50) },
    );
  });
});

it("a link holds 100 painted points in 2,000 characters, and as many as can be painted", async () => {
  const chance = stream(1, "link");
  const place = () => Math.round(220 * chance.uniform()) - 110 + 0;
  for (const [count, most] of [
    [100, 1000],
    [mostPainted, 2500],
  ] as const) {
    const all = Array.from({ length: 3 }, (_, label) =>
      Array.from({ length: 2 * (label === 0 ? count - 2 * Math.floor(count / 3) : Math.floor(count / 3)) }, place),
    );
    const checked = checkRecipe({
      network: { input: [3], layers: [{ type: "dense", units: 3 }] },
      data: { kind: "painted", points: all, testShare: 0.2, features: ["x", "y", "sin(πy)"] },
      training: { epochs: 3, learningRate: 0.1 },
    });
    const link = await writeLink({ recipe: checked, step: 12, sha256 });
    expect(link.length).toBeLessThan(most);
    expect(await readLink(link)).toEqual({ recipe: checked, step: 12, sha256 });
  }
});

describe("a damaged link", () => {
  it("is told from a whole one, at whatever character it was cut or changed", async () => {
    const link = await writeLink({ recipe });
    for (let at = 1; at < link.length; at += 7) {
      expect((await refusal(link.slice(0, at))).code).toMatch(/^link\.(damaged|version)$/);
      const letter = link[at] === "A" ? "B" : "A";
      expect((await refusal(link.slice(0, at) + letter + link.slice(at + 1))).code).toMatch(
        /^link\.(damaged|version)$/,
      );
    }
    expect((await refusal(`${link}A`)).code).toBe("link.damaged");
  });
  it.each(["", "#", "hello", "1.", "1.abcdef.", "..", "1.2.3", "1.abcdef.%00", "1.abcdef.<script>"])(
    "%j is none",
    async (text) => {
      const { code, message } = await refusal(text);
      expect(code).toBe("link.damaged");
      expect(message).toMatch(/link/);
    },
  );
  it("never ends otherwise than in a sentence", async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => void (await refusal(text))));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (text) => void (await refusal(await linkTo(text)))),
      { numRuns: runs(200) },
    );
  });
});

it("a link of a newer lab says so", async () => {
  const link = await writeLink({ recipe });
  const { code, message } = await refusal(link.replace(/^1/, "2"));
  expect(code).toBe("link.version");
  expect(message).toMatch(/newer lab/);
});

describe("a hostile link", () => {
  const { network, data, training } = presets[0]!.recipe;
  const whole = { network, data, training };
  const withPoints = (points: unknown) => ({ ...whole, data: { kind: "painted", points } });

  it("is read as long as it is honest", async () => {
    expect((await readLink(await linkTo(whole))).recipe).toEqual(recipe);
  });
  it("that unpacks to gigabytes is stopped at 64 KB", async () => {
    expect((await refusal(await linkTo(" ".repeat(8_000_000)))).code).toBe("link.long");
    expect((await refusal(`1.abcdef.${"A".repeat(20_000)}`)).code).toBe("link.long");
  });
  it("with bytes that are no deflate is damaged", async () => {
    const payload = Buffer.from("this was never packed").toString("base64url");
    const sum = sha256Hex([new TextEncoder().encode(payload)]).slice(0, 6);
    expect((await refusal(`1.${sum}.${payload}`)).code).toBe("link.damaged");
  });
  it.each([
    ["fields that there are not", { ...whole, evil: 1 }, /^link\.content$/],
    ["__proto__ as a field", JSON.stringify(whole).replace("{", '{"__proto__":{"a":1},'), /^link\.content$/],
    [
      "__proto__ in the network",
      JSON.stringify(whole).replace('"network":{', '"network":{"__proto__":{},'),
      /^network\.field$/,
    ],
    [
      "__proto__ in a layer",
      JSON.stringify(whole).replace('{"type":"dense"', '{"__proto__":{},"type":"dense"'),
      /^layer/,
    ],
    ["constructor in the data", { ...whole, data: { kind: "mnist", constructor: 1 } }, /^recipe\.data$/],
    [
      "a layer of a billion units",
      { ...whole, network: { ...network, layers: [{ type: "dense", units: 1e9 }] } },
      /^layer\.units$/,
    ],
    [
      "layers that no tab can hold",
      { ...whole, network: { ...network, layers: [16_000, 16_000, 10].map((units) => ({ type: "dense", units })) } },
      /^recipe\.memory$/,
    ],
    [
      "ten thousand layers",
      { ...whole, network: { ...network, layers: Array(10_001).fill({ type: "dense", units: 1 }) } },
      /^(network\.layers|link\.long)$/,
    ],
    ["a script as a cost", { ...whole, network: { ...network, cost: "<script>alert(1)</script>" } }, /^network\.cost$/],
    ["a step that is none", { ...whole, step: -1 }, /^link\.content$/],
    ["a SHA-256 that is none", { ...whole, sha256: "<b>" }, /^link\.content$/],
    ["a point that is no whole number", withPoints([[0.5, 1], []]), /^recipe\.data$/],
    ["a point far outside", withPoints([[1e9, 1], []]), /^recipe\.data$/],
    ["points that are an object", withPoints({ length: 2, 0: [1, 1], 1: [] }), /^recipe\.data$/],
    ["a million points", withPoints([new Array(2_000_000).fill(1), []]), /^link\.long$/],
    ["more points than can be painted", withPoints([new Array(2 * mostPainted + 2).fill(1), []]), /^recipe\.data$/],
    ["points in the data of digits", { ...whole, data: { ...data, points: [[1, 1], []] } }, /^recipe\.data$/],
    [
      "a script as a feature",
      { ...whole, data: { kind: "toy", name: "xor", features: ["<script>"] } },
      /^recipe\.data$/,
    ],
    ["no network", { data, training }, /^network/],
    ["a list", [whole], /^link\.content$/],
    ["nothing", null, /^link\.content$/],
    ["nesting without end", "[".repeat(60_000), /^link\.damaged$/],
    ["nesting that is whole", `{"network":${"[".repeat(20_000)}${"]".repeat(20_000)}}`, /^(link|network|recipe)/],
  ] as const)("with %s is refused", async (_, content, code) => {
    expect((await refusal(await linkTo(content))).code).toMatch(code);
    expect(Reflect.get({}, "a")).toBeUndefined();
  });
  it("with a script as a name holds only text", async () => {
    const name = '<img src=x onerror="alert(1)">';
    const { recipe: read } = await readLink(await linkTo({ ...whole, data: { kind: "files", name } }));
    expect(read.data).toEqual({ kind: "files", name });
  });
});
