import { NndlError } from "../../errors.ts";
import type { SourceReader } from "../opened-source.ts";
import { cifarIn, readCifar } from "./cifar.ts";
import { emnistIn, readEmnist } from "./emnist.ts";

/** Well-known data sets whose files have names that nothing else has: what they are need not be said. */
export const publishedSource: SourceReader = {
  kind: "published",
  what: "EMNIST's or CIFAR's files under their published names",
  recognizes: async (files) => emnistIn(files).length > 0 || cifarIn(files) !== undefined,
  async read(files, options) {
    const cifar = cifarIn(files);
    if (cifar !== undefined) return readCifar(files, cifar, options);
    const [only, ...others] = emnistIn(files);
    if (only !== undefined && others.length === 0) return readEmnist(files, only, options);
    throw new NndlError("source.named", {
      received: [only, ...others].join(", "),
      expected: `${options.name} must hold one data set, or it must be said which of its own is meant`,
      next: `Name it: ${only}:${options.name}.`,
    });
  },
};
