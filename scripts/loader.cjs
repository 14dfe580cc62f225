#!/usr/bin/env node
// Becomes dist/avi-routes.cjs: runs the tool's scripts with the code that V8 made of them when they were built, for to
// compile them anew takes a fifth of a short run. The code of another version is refused by V8, and they are compiled as
// ever.
"use strict";
const { closeSync, fstatSync, openSync, readSync } = require("node:fs");
const { Script } = require("node:vm");

/** The names of the scripts' files, without their ending, by the name that other scripts require. */
const SCRIPTS = {};

// All files are read to one buffer, one after the other: memory is slow when it is touched for the first time, and not
// before.
let buffer = Buffer.allocUnsafeSlow(1 << 20);

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

const modules = {};

/** What a script or a module of Node.js exports. */
function load(name) {
	if (!Object.hasOwn(SCRIPTS, name)) return require(name);
	if (modules[name] === undefined) {
		const module = { exports: {} };
		modules[name] = module;
		const path = `${__dirname}/${SCRIPTS[name]}`;
		const filename = `${path}.js`;
		new Script(read(filename).latin1Slice(), {
			filename,
			cachedData: codeOf(`${path}.code`),
		}).runInThisContext()(module.exports, load, module);
	}
	return modules[name].exports;
}

load("main");
