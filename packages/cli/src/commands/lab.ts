import { path, whole } from "@nndl/words/readers";
import type { CommandModule } from "../command.ts";
import { interruptible } from "../interrupt.ts";
import { linksOf } from "../lab/addresses.ts";
import { labBuildFolder } from "../lab/build-folder.ts";
import { serveLab } from "../lab/serve.ts";
import { option } from "../options/option.ts";

export const lab: CommandModule = {
  description:
    "Serves the lab, the book as a web site in which the library itself trains, draws and explains, to a browser on this " +
    'machine, until Ctrl-C. It is a folder of plain files that any web server can serve; "npm run lab" builds it first.',
  examples: [
    ["nndl lab", "serves it and prints the link"],
    ["nndl lab --port 8080", "at a port of your choice"],
    ["nndl lab --host 0.0.0.0", "for your whole network, the phones of a class, say: prints the links for them"],
    ["nndl lab --no-isolation", "like a host that cannot set headers: on one thread, with the same bits"],
    ["nndl lab ./site", "a build in another place"],
  ],

  declare(command) {
    command
      .argument("[FOLDER]", "a built lab (default: the one of this installation)")
      .addOption(
        option("--port <n>", {
          about: "where to serve it; 0 means any free port",
          read: whole({ max: 65_535 }),
          usual: "4747, or any free one",
        }),
      )
      .addOption(
        option("--host <address>", {
          about:
            "the address of this machine to serve it at; others give pages no threads unless there is HTTPS before it",
          read: path,
          usual: "127.0.0.1, for this machine alone",
        }),
      )
      .addOption(option("--no-isolation", { about: "leave out the headers that threads need in a browser" }));
  },

  async run(context, { args: [given], options }) {
    const { port, host, isolation } = options as { port?: number; host?: string; isolation: boolean };
    const folder = given ?? labBuildFolder();
    const place = { ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }) };
    const server = await serveLab({ folder, isolated: isolation, ...place });
    const links = linksOf(server.url);
    context.emit({ url: links[0], folder, isolated: isolation });
    context.print(
      `The lab is at ${links.map((link) => context.out.style.cyan(link)).join(" and ")}`,
      context.out.style.dim(`${isolation ? "" : "Without the headers that threads need. "}Ctrl-C ends it.`),
    );
    await interruptible((signal) => new Promise<void>((done) => signal.addEventListener("abort", () => done())));
    await server.close();
    return undefined;
  },
};
