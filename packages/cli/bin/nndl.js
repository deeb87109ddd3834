#!/usr/bin/env node
import { main } from "../dist/main.js";
import { endWithReader } from "../dist/pipes.js";

endWithReader();
process.exitCode = await main(process.argv.slice(2));
