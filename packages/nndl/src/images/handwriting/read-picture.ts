import { doubtOf, variantsOf } from "./doubts.ts";
import { severalDigits } from "./find-digits.ts";
import type { GreyImage, ImageSize } from "./grey-image.ts";
import type { AskNetwork, FoundDigit, PictureReading, PictureRemark, ReadDigit } from "./picture.ts";
import { resample } from "./resample.ts";
import { inkAsBytes } from "./see.ts";
import { bestPieces, isTooSmallPiece, pieceInput, pieceReading, type Strip, stripPieces, stripStep } from "./strip.ts";
import { type WrittenDigit, writtenIn } from "./written.ts";

/** What is wider than this, for its height, is hardly one digit. */
const wide = 1.25;

/** What is wider than this may be two, if a network is not sure of it. */
const wideEnough = 0.75;

/** A network that is surer than this of what is not too wide is believed that it is one digit. */
const sureEnough = 0.3;

/** A cut is made where the pieces together are surer than this. */
const leastScore = 0.2;

/**
 * Reads the digits of a picture with a network, and says what stands in the way of a sure answer. What may be several
 * digits that touch is cut where the network is surest of the pieces, as in chapter 1's segmentation.
 *
 * @param image how light each pixel is, from 0 (black) to 1 (white)
 * @param field the size of what the network is shown: 28 × 28 for MNIST
 * @param ask the network's outputs for each of some inputs
 * @param name names the picture in errors
 * @throws NndlError "image.small", "image.blank" (also where there is nothing but lines)
 * @example
 * const net = network({ input: [784], layers: [dense(10)], seed: 1 });
 * const ask = (inputs) => net.predict(inputs);
 * const values = new Float32Array(100 * 100).fill(1);
 * for (let y = 20; y < 80; y++) values.fill(0, y * 100 + 47, y * 100 + 53);
 * const read = await readPicture({ width: 100, height: 100, values }, { width: 28, height: 28 }, ask, "a one");
 * read.digits.length; // 1
 */
export async function readPicture(
  image: GreyImage,
  field: ImageSize,
  ask: AskNetwork,
  name: string,
): Promise<PictureReading> {
  const written = writtenIn(image, field, name);
  const digits: ReadDigit[] = [];
  const doubts: PictureRemark[] = [];
  for (const digit of written.digits) {
    const place = digits.length;
    const variants = digit.ink === undefined ? [] : variantsOf(digit.ink, field);
    const [whole, ...others] = await ask([digit.seen.inputs, ...variants]);
    // The answers may lie in memory that the next question overwrites.
    const outputs = Array.from(whole);
    const doubt = doubtOf(outputs, others, place);
    const pieces = await cut(digit, outputs, field, ask);
    if (pieces !== undefined) {
      digits.push(...pieces);
      pieces.forEach((piece, i) => {
        const unsure = doubtOf(piece.outputs, [], place + i);
        if (unsure !== undefined) doubts.push(unsure);
      });
      continue;
    }
    digits.push(read(digit, outputs));
    for (const remark of digit.remarks) doubts.push({ ...remark, digit: place });
    if (digit.box.width > wide * digit.box.height)
      doubts.push({ about: "several", text: "It is wide for one digit, and may be more than one.", digit: place });
    if (doubt !== undefined) doubts.push(doubt);
  }
  const several = digits.length > 1 ? [severalDigits(digits.length)] : [];
  return { digits, remarks: [...several, ...written.remarks, ...doubts] };
}

function read({ seen, box }: FoundDigit, outputs: readonly number[]): ReadDigit {
  return { seen, box, outputs, prediction: outputs.indexOf(Math.max(...outputs)) };
}

/** The digits that something wide consists of, where a network is surer of them than of the whole. */
async function cut(
  { ink, box, seen }: WrittenDigit,
  outputs: readonly number[],
  field: ImageSize,
  ask: AskNetwork,
): Promise<readonly ReadDigit[] | undefined> {
  const isMnist = field.width === 28 && field.height === 28;
  const proportion = box.width / box.height;
  const areShares = outputs.every((value) => value >= 0 && value <= 1);
  if (ink === undefined || !isMnist || !areShares || proportion < wideEnough) return undefined;
  const whole = pieceReading(outputs).confidence;
  if (proportion < wide && whole > sureEnough) return undefined;
  const strip = stripOf(ink);
  const spans = stripPieces(strip);
  if (spans.length === 0) return undefined;
  const inputs = spans.map((span) => inkAsBytes(pieceInput(strip, span)));
  const answers = (await ask(inputs)).map((answer) => Array.from(answer));
  const pieces = spans.map((span, i) => ({
    ...span,
    ...pieceReading(answers[i], isTooSmallPiece(strip, span)),
    at: i,
  }));
  const best = bestPieces(strip, pieces);
  if (best === undefined || best.pieces.length < 2) return undefined;
  if (best.score < Math.max(leastScore, (proportion < wide ? 2 : 1) * whole)) return undefined;
  const scale = box.width / (strip.width - 2 * stripStep);
  return best.pieces.map(({ from, to }) => {
    const i = spans.findIndex((span) => span.from === from && span.to === to);
    const x = box.x + Math.max(0, from - stripStep) * scale;
    const part = { x, y: box.y, width: Math.min(box.x + box.width - x, (to - from) * scale), height: box.height };
    return read({ seen: { ...seen, inputs: inputs[i] }, box: part }, answers[i]);
  });
}

/** Ink as a strip: 20 pixels high in 28, as MNIST's digits are, with blank columns at both ends. */
function stripOf(ink: GreyImage): Strip {
  const rows = [...Array(ink.height).keys()].filter((y) =>
    ink.values.subarray(y * ink.width, (y + 1) * ink.width).some((value) => value > 0),
  );
  const [top, height] = [rows[0], rows[rows.length - 1] + 1 - rows[0]];
  const inner = Math.max(1, Math.round((20 * ink.width) / height));
  const scaled = resample(ink, { x: 0, y: top, width: ink.width, height }, inner, 20);
  const width = stripStep * Math.ceil((inner + 2 * stripStep) / stripStep);
  const values = new Float32Array(28 * width);
  // What is fainter is a trace of scaling, and no ink that parts could hang together by.
  const clear = (value: number) => (value < 0.1 ? 0 : value);
  for (let y = 0; y < 20; y++)
    for (let x = 0; x < inner; x++) values[(4 + y) * width + stripStep + x] = clear(scaled.values[y * inner + x]);
  return { width, values };
}
