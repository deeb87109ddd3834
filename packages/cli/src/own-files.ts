/**
 * Files of this package, found from where the code is: here, one folder below the package's own, and so too in what
 * the build makes of it (dist/). Asked in a deeper folder, import.meta.url would mean another place when it is bundled.
 */
import { fileURLToPath } from "node:url";

const file = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** The command itself, for who starts it as another process. */
export const commandFile: string = file("bin/nndl.js");

export const packageFile: string = file("package.json");

/** Where results of the book's experiments may be stored: in the package itself, or in the repository that it is part of. */
export const resultFolders: readonly string[] = [file("results"), file("../../results")];
