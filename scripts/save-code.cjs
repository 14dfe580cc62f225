// Runs the tool, and saves the code that V8 made of each of its scripts: of all functions that ran, and what was saved of
// them before. The main script's is what the function on standard input needs, which is saved first; commands add nothing.
// usage: node scripts/save-code.cjs PROGRAM [ARGUMENT]... < INPUT
const { existsSync, writeFileSync } = require("node:fs");
const vm = require("node:vm");

const { Script } = vm;
vm.Script = class extends Script {
	constructor(text, options) {
		super(text, options);
		const file = options.filename.replace(/js$/, "code");
		if (/main-\w+\.code$/.test(file) && existsSync(file)) return;
		process.on("exit", () => writeFileSync(file, this.createCachedData()));
	}
};
process.argv.splice(1, 1);
require(process.argv[1]);
