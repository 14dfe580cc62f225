import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { scratchFolder } from "../kube/run-snapshot.ts";
import { PROGRAM } from "../support/dist.ts";
import { copyPackage } from "../support/packages.ts";

/** What people do wrong: what is typed in a folder with a package `own`, the exit code, and the last words. */
const WRONG: readonly (readonly [
	args: string,
	exitCode: number,
	says: string,
])[] = [
	["check folder.yaml/none.yaml", 2, "does not exist"],
	["check own/avi-routes.yaml/x", 2, "name a folder there (ENOTDIR"],
	["check loop.yaml", 2, "too many symbolic links"],
	["check broken.yaml", 2, "not valid YAML: the indentation fits nothing"],
	["check open-quote.yaml", 1, "a quote is opened and not closed; close it"],
	["check commas.yaml", 1, "missing between [ ] or { }; correct it"],
	["check commas.json", 2, "missing between [ ] or { }; correct it"],
	["check escape.yaml", 1, "double the backslash"],
	["check no-value.yaml", 2, "a key has no value; write KEY: VALUE"],
	["check tab.yaml", 2, "it is indented with a tab; use spaces"],
	["check bytes.yaml", 2, "convert it (iconv -t UTF-8) and try again"],
	[
		"import dumps.zip",
		2,
		"dumps.zip is a zip archive; unpack it and try again",
	],
	["import dumps.tgz", 2, "dumps.tgz is an archive, or compressed (gzip); un"],
	["import utf-32.yaml", 2, "utf-32.yaml is UTF-32 text; convert it (iconv"],
	["check empty.yaml", 2, "is empty; want YAML or JSON"],
	["check text.yaml", 2, "it holds no Kubernetes object"],
	["import broken.yaml", 1, "not valid YAML: the indentation fits nothing"],
	["import -o folder.yaml own", 2, "is a folder; name the file to write to"],
	["import -o own/avi-routes.yaml/x.yaml own", 2, "name a folder there"],
	["import -o /dev/full/x.yaml own", 2, "name a folder there"],
	["render broken.yaml", 2, "is not a folder; name the folder of a package"],
	["render -o dir --to broken.yaml own", 1, "name a folder there (ENOTDIR"],
	["render -o dir own", 2, "-o dir needs --to DIR"],
	["render --in-place --only a own", 2, "leave --only out"],
	["render --only prod-est own", 2, "did you mean prod-east?"],
	["render --only prod own", 2, "did you mean prod-east?"],
	["render --to out own", 2, "--to DIR needs -o dir"],
	["render --set limits.maxRemovedRoutes=150% own", 2, "want text such as 20%"],
	["diff own", 2, 'or --base REVISION and paths, not "own"'],
	["diff own broken.yaml", 2, "not valid YAML"],
	["diff --base HEAD own", 2, "is not in a git repository"],
	["explain worker-11 own", 1, "did you mean worker-1?"],
	["explain control own", 1, "did you mean control-1?"],
	["explain -o json check", 2, "prints text only"],
	["render --argocd --in-place own", 2, "leave --in-place out"],
	["explain check pod-cidr-overlp", 2, "did you mean pod-cidr-overlap?"],
	["init own", 2, "init overwrites nothing"],
	["init broken.yaml/new", 2, "is not a folder; name another one"],
	["snapshot --kubeconfig=folder.yaml", 2, "it is a folder; name a file"],
	["snapshot --kubeconfig=broken.yaml", 2, "is not valid YAML (line"],
	["function --timing", 2, "did you mean --timings?"],
	["chekc", 2, "did you mean check?"],
	["own", 2, "did you mean avi-routes render own"],
];

/** Words of Node and of parsers that tell nobody what to do. */
const FOREIGN =
	/illegal operation|no such file or directory|ERR_|deficient|missed comma|SyntaxError|Unexpected token|not a directory|at Object\.|node:internal|is a bug/;

const NODE =
	"apiVersion: v1\nkind: Node\nmetadata: {name: worker-1}\nstatus:\n";
const root = scratchFolder();
copyPackage("quickstart", join(root, "own"));
mkdirSync(join(root, "folder.yaml"));
symlinkSync("loop.yaml", join(root, "loop.yaml"));
for (const [name, text] of Object.entries({
	"broken.yaml": "kind: Node\na: b\n c: d\n",
	"open-quote.yaml": `${NODE}  "x: y`,
	"commas.yaml": `${NODE}  addresses: [{type: InternalIP address: 10.0.0.1}]\n`,
	"commas.json": '{"kind": "Node",, "a": 1}',
	"escape.yaml": `${NODE}  addresses: [{type: "C:\\quick"}]\n`,
	"no-value.yaml": "kind: Node\na: b\nmetadata\nname: x\n",
	"tab.yaml": "kind: Node\nmetadata:\n\tname: x\n",
	"empty.yaml": "",
	"text.yaml": "hello: world\n",
}))
	writeFileSync(join(root, name), text);
for (const [name, bytes] of Object.entries({
	"bytes.yaml": [0x61, 0xc3, 0x28, 0x00],
	"dumps.zip": [0x50, 0x4b, 0x03, 0x04, 0x0a],
	"dumps.tgz": [0x1f, 0x8b, 0x08],
	"utf-32.yaml": [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0],
}))
	writeFileSync(join(root, name), Buffer.from(bytes));

const test = suite("what people do wrong");

for (const [args, exitCode, says] of WRONG)
	test(`avi-routes ${args}`, () => {
		const env = { PATH: process.env.PATH, GIT_CEILING_DIRECTORIES: root };
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			[PROGRAM, ...args.split(" ")],
			{ cwd: root, env, encoding: "utf8", input: "" },
		);
		const said = stdout + stderr;
		assert.is(status, exitCode, said);
		assert.ok(said.includes(says), said);
		assert.not.match(said, FOREIGN);
	});

test("output that nobody can take is an error", () => {
	const shell = (line: string) =>
		spawnSync("sh", ["-c", line], { cwd: root, encoding: "utf8" });
	const program = `${process.execPath} ${PROGRAM}`;
	const full = shell(`${program} render own > /dev/full`);
	assert.is(full.status, 2);
	assert.match(full.stderr, "standard output: the disk is full; make room");
	const noInput = shell(`${program} function <&-`);
	assert.is(noInput.status, 2, noInput.stderr);
});

test.run();
