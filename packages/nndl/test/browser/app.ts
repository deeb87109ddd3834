/** A page and its worker, as an application would have them: both answer what the test asks. */
import { mnist, NndlError } from "nndl";
import { hashOf, hundredSteps, type PictureSamples, picturesHash, type RunName, resumed, shortRun } from "./runs.ts";
import { type GivenFile, hashesOfSources } from "./sources.ts";

type Question =
  | { readonly ask: "hundredSteps"; readonly threads: number }
  | {
      readonly ask: "shortRun";
      readonly run: RunName;
      readonly engine: "wasm" | "reference";
      readonly threads?: number;
    }
  | { readonly ask: "resumed" }
  | { readonly ask: "hashOf"; readonly url: string }
  | { readonly ask: "sources"; readonly sources: readonly (readonly GivenFile[])[] }
  | { readonly ask: "pictures" }
  | { readonly ask: "about" };

let digits: ReturnType<typeof mnist> | undefined;

async function answer(question: Question): Promise<unknown> {
  if (question.ask === "about")
    return { page: typeof document === "object", isolated: crossOriginIsolated, user: navigator.userAgent };
  try {
    if (question.ask === "shortRun") return await shortRun(question.run, question.engine, question.threads);
    if (question.ask === "hashOf") return await hashOf(question.url);
    if (question.ask === "sources") return await hashesOfSources(question.sources);
    if (question.ask === "pictures")
      return await picturesHash((await (await fetch("/pictures.json")).json()) as PictureSamples);
    digits ??= mnist({ from: "/mnist" });
    if (question.ask === "hundredSteps") return await hundredSteps(await digits, question.threads);
    const checkpoint = new Uint8Array(await (await fetch("/checkpoint.safetensors")).arrayBuffer());
    return await resumed(await digits, checkpoint);
  } catch (error) {
    return error instanceof NndlError ? `${error.code}: ${error.message}` : String(error);
  }
}

if (typeof document === "object") {
  const worker = new Worker("/app.js", { type: "module" });
  const inWorker = (question: Question) =>
    new Promise<unknown>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(question);
    });
  Object.assign(globalThis, { inPage: answer, inWorker });
} else {
  addEventListener("message", async ({ data }: MessageEvent<Question>) => postMessage(await answer(data)));
}
