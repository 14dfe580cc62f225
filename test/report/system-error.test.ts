import { suite } from "uvu";
import * as assert from "uvu/assert";
import { systemError } from "../../src/report/system-error.ts";

const test = suite("errors of the operating system");

for (const [path, says] of [
	["a/.avi-routes-tmp-b.yaml", "EACCES: a"],
	// In the current folder.
	[".avi-routes-tmp-b.yaml", "EACCES"],
	[undefined, "EACCES"],
])
	test(`${path} is ${says}`, () =>
		assert.is(
			systemError({ code: "EACCES", path }),
			`permission denied; correct the permissions, or use another account (${says})`,
		));

test.run();
