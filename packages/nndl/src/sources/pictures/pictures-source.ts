import { checkPreparation, type Preparation } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import type { SourceReader } from "../opened-source.ts";
import { keptLayout, keptPictures } from "./kept-pictures.ts";
import { layOut, looksLikePicture } from "./layout.ts";
import { leftOutRemark } from "./left-out.ts";
import { checkPictureOptions } from "./options.ts";
import { readPictures } from "./read-pictures.ts";

/** A folder of pictures, a subfolder for each class, with or without train/, validation/ and test/. */
export const picturesSource: SourceReader = {
  kind: "pictures",
  what: "a folder of pictures with a subfolder for each class",
  recognizes: async (files) => files.some(looksLikePicture),
  async read(files, options) {
    const kept = await keptPictures(files);
    const known = options.preparation === undefined ? undefined : imagesOf(checkPreparation(options.preparation));
    if (options.pictures !== undefined) checkPictureOptions(options.pictures);
    const layout = kept === undefined ? layOut(files, options.name, namesIn(known)) : keptLayout(files, kept);
    const opened = await readPictures(layout, options, known ?? kept?.preparation, kept?.preparation.inputs);
    return { ...opened, remarks: [...opened.remarks, ...leftOutRemark(opened)] };
  },
};

function namesIn(preparation: Preparation | undefined): readonly string[] {
  return preparation?.targets?.kind === "classes" ? preparation.targets.names : [];
}

function imagesOf(preparation: Preparation): Preparation {
  if (preparation.inputs.kind === "images") return preparation;
  throw new NndlError("preparation", {
    received: "pictures",
    expected: "the inputs of this network must be rows of a table",
    next: "Give a table, or a network that was trained on pictures.",
  });
}
