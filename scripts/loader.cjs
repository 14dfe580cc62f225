#!/usr/bin/env node
// Becomes dist/avi-routes.cjs: runs the tool with the code that V8 made of it when it was built, for to compile it anew
// takes a fifth of a short run. The code of another version is refused by V8, and the tool compiled as ever.
"use strict";
const { readFileSync } = require("node:fs");
const { Script } = require("node:vm");

const filename = `${__dirname}/MAIN.js`;

function codeOf(name) {
	try {
		return readFileSync(name);
	} catch {
		return undefined;
	}
}

new Script(readFileSync(filename, "latin1"), {
	filename,
	cachedData: codeOf(`${__dirname}/MAIN.code`),
}).runInThisContext()(exports, require, module);
