import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dump } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	decodeText,
	type Encoding,
	encodeText,
} from "../../src/text/decode.ts";
import { rawObjects } from "../group/raw-objects.ts";
import { clusterPool } from "../support/clusters.ts";
import {
	checkCommand,
	importCommand,
	renderCommand,
} from "../support/commands.ts";
import { configText, packageOf } from "../support/packages.ts";

const CLUSTER = clusterPool({ akoConfig: { cniPlugin: "", vrfName: "k8s" } });
const raw = rawObjects(CLUSTER);
const nodes = raw.filter(({ kind }) => /Node$/.test(kind));
const others = raw.filter(({ kind }) => !/Node$/.test(kind));

/** A package with dumps as YAML and JSON, a target that is edited, an object of the user's own and ignored rubbish. */
const FILES: Readonly<Record<string, string>> = {
	"avi-routes.yaml": configText({ clusterName: "prod" }),
	"dumps/nodes.json": JSON.stringify(
		{ apiVersion: "v1", kind: "List", metadata: {}, items: nodes },
		null,
		2,
	),
	"dumps/others.yaml": others.map((item) => dump(item)).join("---\n"),
	"ako.yaml": `# why
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ako
spec:
  chart: {spec: {chart: ako}}
  values:
    AKOSettings:
      clusterName: prod
      cniPlugin: ""   # für später
`,
	"own.yaml":
		"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: own\ndata:\n  text: |\n    a ü 😀\n\n    b\n",
	"rubbish/a.yaml": "{{ no YAML }}\n",
	".krmignore": "rubbish/\n",
};

const BOM = "\uFEFF";

/** How files come: with the encoding, what stands in front, and the line ends. */
const FORMS: readonly (readonly [
	lesson: string,
	charset: Encoding["charset"],
	mark: string,
	lineEnd: Encoding["lineEnd"],
])[] = [
	["UTF-8 with CRLF", "utf-8", "", "\r\n"],
	["UTF-8 with BOM", "utf-8", BOM, "\n"],
	["Out-File -Encoding utf8: UTF-8 with BOM and CRLF", "utf-8", BOM, "\r\n"],
	[
		"Windows PowerShell's >: UTF-16LE with BOM and CRLF",
		"utf-16le",
		BOM,
		"\r\n",
	],
	["UTF-16LE without BOM", "utf-16le", "", "\n"],
	["UTF-16BE with BOM", "utf-16be", BOM, "\n"],
	["UTF-16BE without BOM, CRLF", "utf-16be", "", "\r\n"],
];

function packaged(
	change: (text: string) => string | Uint8Array = (text) => text,
): string {
	const root = packageOf({});
	for (const [path, text] of Object.entries(FILES)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), change(text));
	}
	return root;
}

function render(...args: string[]): string {
	const { exitCode, stdout, stderr } = renderCommand(args);
	assert.is(exitCode, 0, stderr.join("\n"));
	return stdout;
}

/** Every file below a folder, as text with plain line ends. */
function textsOf(root: string): Record<string, string> {
	const files = readdirSync(root, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
	return Object.fromEntries(
		files.map((path) => {
			const { text = "" } = decodeText(readFileSync(path)) ?? {};
			return [path.slice(root.length), plain(text)];
		}),
	);
}

const plain = (text: string) => text.replace(/^\uFEFF/, "");
const noStdin = async () => Buffer.of();

const test = suite("encodings and line ends");

const wanted = packaged();
const stdout = render(wanted);
const imported = (root: string) =>
	importCommand(
		[
			"--name",
			"prod",
			...["nodes.json", "others.yaml"].map((name) => join(root, "dumps", name)),
		],
		noStdin,
	);
render("--in-place", wanted);
const after = textsOf(wanted);

for (const [lesson, charset, mark, lineEnd] of FORMS) {
	const inForm = (text: string) =>
		encodeText(mark + text, { charset, lineEnd });

	test(`render says the same of ${lesson}`, () => {
		assert.is(plain(render(packaged(inForm))), stdout);
	});

	test(`import says the same of ${lesson}`, async () => {
		const run = await imported(packaged(inForm));
		assert.equal(run, await imported(packaged()));
		assert.is(run.exitCode, 0);
	});

	test(`check and render --in-place keep the form: ${lesson}`, async () => {
		const root = packaged(inForm);
		const bytes = readFileSync(join(root, "own.yaml"));
		render("--in-place", root);
		assert.equal(textsOf(root), after);
		assert.equal(readFileSync(join(root, "own.yaml")), bytes);
		const ako = decodeText(readFileSync(join(root, "ako.yaml")));
		assert.equal(ako?.encoding, { charset, lineEnd });
		assert.ok(ako?.text.startsWith(`${mark}# why\n`));
		assert.ok(ako?.text.endsWith(`"cilium"   # für später\n`));
		const { stdout: report } = await checkCommand([root], noStdin);
		assert.not.match(report, "output-outdated");
	});
}

test.run();
