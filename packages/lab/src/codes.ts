/** The codes of the lab beside the library's own, each with what it says; docs/errors.md is written from them. */
export interface LabCodes {
  /** A network has layers that this figure does not draw. */ architecture: string;
  /** Files could not be read, in a way that nobody foresaw. */ "files.failed": string;
  /** A file is of a kind that is of no use here. */ "files.kind": string;
  /** A link's run needs the reader's own files. */ "files.missing": string;
  /** What a link says is not what the studio writes. */ "link.content": string;
  /** A part of a link is missing or changed. */ "link.damaged": string;
  /** A link is longer than any that the studio writes. */ "link.long": string;
  /** A link was made by a newer lab. */ "link.version": string;
  /** A figure asked something that its network or data cannot answer. */ question: string;
  /** Settings are no plain JSON. */ recipe: string;
  /** The choice of data is out of range. */ "recipe.data": string;
  /** A formula has no value somewhere between 0 and 1. */ "recipe.function": string;
  /** The network that a run starts from is missing, or is another one. */ "recipe.from": string;
  /** How many examples to measure on is out of range. */ "recipe.measured": string;
  /** A run would need more memory than a page has. */ "recipe.memory": string;
  /** The number of threads is none that a page may ask for. */ "recipe.threads": string;
  /** A training setting is not one that the studio has. */ "recipe.training": string;
  /** A figure asked for training before it had set anything up. */ "trainer.closed": string;
  /** Training failed in a way that nobody foresaw. */ "trainer.failed": string;
  /** A figure asked for training at no pace that there is. */ wish: string;
}

declare module "nndl/check" {
  interface ErrorCodes extends LabCodes {}
}
