// Runs a file of dist/ on standard input, and saves the code that V8 made of it, that of the functions that ran included.
// usage: node scripts/save-code.cjs FILE CODE < INPUT
const { readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { Script } = require("node:vm");

const [filename, code] = process.argv.splice(2);
const script = new Script(readFileSync(filename, "latin1"), { filename });
process.on("exit", () => writeFileSync(code, script.createCachedData()));
script.runInThisContext()(exports, createRequire(filename), module);
