/** The thread in which drawings are looked at. */
import type { AskNetwork } from "nndl/images";
import type { Look, LookAnswer, LookReport } from "./look-beside.ts";
import { lookAt } from "./several-digits.ts";

addEventListener("message", async ({ data }: MessageEvent<Look>) => {
  const { strokes, field, asks, port } = data;
  const post = (report: LookReport) => port.postMessage(report);
  // It asks one question after another.
  const ask: AskNetwork = (inputs) =>
    new Promise((resolve, reject) => {
      port.onmessage = ({ data: outputs }: MessageEvent<LookAnswer>) => {
        if (outputs !== undefined) resolve(outputs);
        else reject(new Error("the network is gone"));
      };
      post({ ask: inputs });
    });
  post({ seen: await lookAt(strokes, field, asks ? ask : undefined) });
  port.close();
});
