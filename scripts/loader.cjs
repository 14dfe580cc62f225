#!/usr/bin/env node
// Becomes dist/avi-routes.cjs: runs the tool with the code that V8 made of it when it was built, for to compile it anew
// takes a fifth of a short run. The code of another version is refused by V8, and the tool compiled as ever.
"use strict";
const { closeSync, fstatSync, openSync, readSync } = require("node:fs");
const { Script } = require("node:vm");

const filename = `${__dirname}/MAIN.js`;

// Both files are read to one buffer, one after the other: memory is slow when it is touched for the first time, and not
// before.
let buffer = Buffer.allocUnsafeSlow(1 << 19);

function read(name) {
	const file = openSync(name);
	const { size } = fstatSync(file);
	if (size > buffer.length) buffer = Buffer.allocUnsafeSlow(size);
	let length = 0;
	while (length < size) {
		const count = readSync(file, buffer, length, size - length, null);
		if (count === 0) break;
		length += count;
	}
	closeSync(file);
	return buffer.subarray(0, length);
}

function codeOf(name) {
	try {
		return read(name);
	} catch {
		return undefined;
	}
}

new Script(read(filename).latin1Slice(), {
	filename,
	cachedData: codeOf(`${__dirname}/MAIN.code`),
}).runInThisContext()(exports, require, module);
