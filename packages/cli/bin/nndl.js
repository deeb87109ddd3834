#!/usr/bin/env node
import { main } from "../dist/main.js";
import { exitCodeWithReader } from "../dist/pipes.js";

process.exitCode = await exitCodeWithReader(() => main(process.argv.slice(2)));
