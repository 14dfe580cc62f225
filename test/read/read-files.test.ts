import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readFiles } from "../../src/read/read-files.ts";

const object = (name: string, kind = "Service") =>
	`apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n`;

interface Case {
	readonly lesson: string;
	/** The text of `a.yaml`, or of several files. */
	readonly files: string | Readonly<Record<string, string>>;
	/** Set for files that somebody named. */
	readonly isStrict?: true;
	/** Names of what is read. */
	readonly names?: readonly string[];
	/** Severity and message of each result, or the start of it. */
	readonly says?: readonly string[];
}

const KLOG = "I1126 12:00:00.123456   12345 request.go:697] Waited for 1.0s";

const CASES: readonly Case[] = [
	{
		lesson: "null documents are nothing",
		files: `${object("a")}--- null\n---\n~\n---\n# so\nnull # none\n---\n${object("b")}`,
		names: ["a", "b"],
	},
	{
		lesson: "null documents are nothing in a file that somebody named",
		files: `--- null\n---\n${object("a")}`,
		isStrict: true,
		names: ["a"],
	},
	{
		lesson: "a byte order mark in the middle, where files were joined",
		files: `${object("a")}\uFEFF---\r\n${object("b")}`,
		names: ["a", "b"],
	},
	{
		lesson: "objects that were joined, as `kubectl get -o yaml >>` does",
		files: `${object("a")}${object("b")}---\n${object("c", "Node")}${object("d")}`,
		names: ["a", "b", "c", "d"],
		says: [
			"warning: a.yaml:4: 2 objects begin without --- above them, the first one here; each is read; other tools refuse the file: put --- there",
		],
	},
	{
		lesson: "objects that were joined, none of use here",
		files: `${object("a")}${object("b")}`,
		names: ["a", "b"],
	},
	{ lesson: "values are passed over", files: "a: b\n" },
	{
		lesson: "files that tools know by name; a helmfile may be a template",
		files: {
			"fleet.yaml": "helm: {chart: ako}\n",
			"helmfile.yaml": "a: 1\n---\na: {{ b }}\n",
			"helmfile.d/a.yaml": "releases: []\n",
			"x/fleet.yml": "a: {{ b }}\n",
			"myhelmfile.yaml": "releases: []\n",
		},
		names: ["", "", "", ""],
		says: ["of no use: x/fleet.yml:1"],
	},
	{
		lesson: "YAML of other tools, with tags of their own",
		files: {
			".gitlab-ci.yml": "a:\n  script:\n  - !reference [.b, script]\n",
			"cloud-formation.yaml": "Resources: {A: {Type: !Ref B}}\n",
			"vault.yaml": "password: !vault |\n  1234\n",
		},
	},
	{
		lesson: "such a tag in what may be an object",
		files: {
			"a.yaml": "kind: Node\nspec: !vault |\n  1234\n",
			"b.yaml": "- apiVersion: v1\n  spec: !vault x\n",
			"c.yaml": "{apiVersion: v1, spec: !vault x}\n",
			"d.yaml": "  kind: Node\n  spec: !vault x\n",
		},
		says: [
			"error: a.yaml:2",
			"error: d.yaml:2",
			"of no use: b.yaml:2",
			"of no use: c.yaml:1",
		].map((start) => `${start}: a YAML tag that is not known here`),
	},
	{
		lesson: "such a tag in a file that somebody named",
		files: "a:\n  b: !reference [c]\n",
		isStrict: true,
		says: ["error: a.yaml:2: a YAML tag that is not known here; remove it"],
	},
	{
		lesson: "braces of a template that are YAML of a kind",
		files: {
			"a.yaml": "kind: 1\nb: {{ c }}\n",
			"values.yaml": "a: 1\nb: {{ c }}\n",
		},
		says: ["of no use: a.yaml:2: the line is of a template (Helm's, or anoth"],
	},
	{
		lesson: "JSON Lines, and those of another tool",
		files: {
			"nodes.json": ["a", "b"]
				.map((name) =>
					JSON.stringify({
						apiVersion: "v1",
						kind: "Node",
						metadata: { name },
					}),
				)
				.join("\n"),
			"flows.json": '{"flow": {}}\n{"flow": {}}\n',
			"cut.json": '{"flow": {}}\n{"fl',
		},
		names: ["a", "b"],
	},
	{
		lesson: "JSON Lines of another tool that somebody named, told once",
		files: '{"flow": {}}\n{"flow": {}}\n{"flow": {}}\n',
		isStrict: true,
		says: ["error: a.yaml:1: it holds no Kubernetes object"],
	},
	{
		lesson: "JSON Lines that were cut short",
		files: { "a.json": `{"kind": "Node"}\n{"apiVersion": "v1", "ki` },
		says: ["error: a.json:2: not valid"],
	},
	{
		lesson: "an error of another tool in place of JSON",
		files: {
			"a.json": "> Error while running 'cilium-dbg':  exit status 1\n",
			"b.json": "<html>",
			"c.json": "Error from server (Forbidden): nodes is forbidden\n",
		},
		says: [
			"error: b.json:1: the line is HTML or XML",
			'error: c.json:1: "Error from server (Forbidden): nodes is forbidden" is an error of kubectl',
		],
	},
	{
		lesson: "such an error in a file that somebody named",
		files: { "a.json": "> Error while running" },
		isStrict: true,
		says: ["error: a.json:1: not valid YAML"],
	},
	{
		lesson: "values that somebody named",
		files: "a: b\n",
		isStrict: true,
		says: ["error: a.yaml:1: it holds no Kubernetes object"],
	},
	{
		lesson: "what `jq .items` and `yq .items` leave of a List",
		files: {
			"a.json": '[{"apiVersion": "v1", "kind": "Node", "metadata": {}}]',
			"b.yaml": "- apiVersion: v1\n  kind: Node\n  metadata: {name: a}\n",
		},
		says: ["a.json", "b.yaml"].map(
			(path) =>
				`error: ${path}:1: it is a list of Kubernetes objects without the object of kind List`,
		),
	},
	{
		lesson: "so many of them that there is a shape",
		files:
			"# a\n- apiVersion: v1\n  kind: Node\n  metadata:\n    name: a\n---\n".repeat(
				20,
			),
		says: Array.from(
			{ length: 20 },
			(_, i) =>
				`error: a.yaml:${1 + 6 * i}: it is a list of Kubernetes objects`,
		),
	},
	{
		lesson: "a bare list of another tool's objects",
		files: "- apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: a}\n",
	},
	{
		lesson: "a bare list that somebody named",
		files: "- apiVersion: v1\n  kind: Service\n  metadata: {name: a}\n",
		isStrict: true,
		says: ["error: a.yaml:1: it is a list of Kubernetes objects"],
	},
	{
		lesson: "lists of other things",
		files: "- op: remove\n  path: /a\n---\n[]\n---\n- kind: a\n",
	},
	{
		lesson: "an object without a name",
		files:
			"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n",
		names: [""],
	},
	{
		lesson: "a List that was cut short",
		files: `apiVersion: v1\nitems:\n- {apiVersion: v1, kind: Node, metadata: {name: a}}\n`,
		says: ["error: a.yaml:1: it has no apiVersion or no kind, but other field"],
	},
	{
		lesson: "log lines above an object",
		files: `${KLOG}\n\nWarning: v1 ComponentStatus is deprecated in v1.19+\n---\n${object("a")}`,
		names: ["a"],
		says: [
			`warning: a.yaml:1: "${KLOG}" is a log line of kubectl (and 1 more line) and was skipped`,
		],
	},
	{
		lesson: "two warnings, which would be one key twice",
		files: `Warning: a\nWarning: b\n${object("a")}`,
		names: ["a"],
		says: ['warning: a.yaml:1: "Warning: a" is a warning of the API server'],
	},
	{
		lesson: "a colored message of the shel, and CRLF",
		files: `\u001b[1mFound existing alias for "kubectl get". You should use: "kg"\u001b[0m\r\n${object("a").replaceAll("\n", "\r\n")}`,
		names: ["a"],
		says: [
			'warning: a.yaml:1: "Found existing alias for \\"kubectl get\\". You should use: \\"kg\\"" is a message of the shel',
		],
	},
	{
		lesson: "the command above JSON",
		files: `user@host:~$ kubectl get svc -o json\n\uFEFF{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}}`,
		names: ["a"],
		says: [
			'warning: a.yaml:1: "user@host:~$ kubectl get svc -o json" is the command itself',
		],
	},
	{
		lesson: "an error of kubectl above an object",
		files: `Error from server (Forbidden): ciliumnodes.cilium.io is forbidden\n${object("a")}`,
		names: ["a"],
		says: [
			'error: a.yaml:1: "Error from server (Forbidden): ciliumnodes.cilium.io is forbidden" is an error of kubectl, so its output is incomplete; dump again',
		],
	},
	{
		lesson: "an error of kubectl, and nothing else",
		files: 'error: the server doesn\'t have a resource type "ciliumnodes"\n',
		says: ['error: a.yaml:1: "error: the server doesn'],
	},
	{ lesson: "values with such a key", files: "error: Fehler\nWarning: b\n" },
	{
		lesson: "a log line in the middle",
		files: `${object("a")}spec:\n  ports:\n${KLOG}\n  - port: 1\n`,
		says: [`of no use: a.yaml:6: "${KLOG}" is a log line of kubectl, among`],
	},
	{
		lesson: "a log line in the middle of a List",
		files: `apiVersion: v1\nitems:\n- a: 1\n${KLOG}\n- b: 2\nkind: List\n`,
		says: [
			`of no use: a.yaml:4: "${KLOG}" is a log line of kubectl, among the YAML`,
		],
	},
	{
		lesson: "an unknown line above",
		files: `Context "prod" modified.\n${object("a")}`,
		says: [
			"of no use: a.yaml:1: the line is not part of the object below it; remove",
		],
	},
	{
		lesson: "a Git LFS pointer",
		files:
			"version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 12\n",
		says: ["error: a.yaml:1: the line is a Git LFS pointer"],
	},
	{
		lesson: "a page that a download ended at",
		files: "<!DOCTYPE html>\n<p>404: Not found</p>\n",
		says: ["error: a.yaml:1: the line is HTML or XML"],
	},
	{
		lesson: "a merge conflict",
		files: `${object("a")}<<<<<<< HEAD\ndata: 1\n=======\ndata: 2\n>>>>>>> b\n`,
		says: ["error: a.yaml:4: the line is left of a merge conflict"],
	},
	{
		lesson: "a merge conflict in the head",
		files:
			"apiVersion: v1\n<<<<<<< HEAD\nkind: A\n=======\nkind: B\n>>>>>>> b\n",
		says: ["error: a.yaml:2: the line is left of a merge conflict"],
	},
	{
		lesson: "a template without a chart",
		files:
			"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n",
		says: ["of no use: a.yaml:4: the line is of a template (Helm's"],
	},
	{
		lesson: "a chart with a template that is valid YAML",
		files: {
			"charts/x/Chart.yaml": "apiVersion: v2\nname: x\n",
			"charts/x/templates/a.yaml": object('"{{ .Release.Name }}"'),
			"charts/x/templates/b/c.yaml": "{{ if }}",
			"charts/x/values.yaml": "a: b\n",
			"other/templates/a.yaml": object("a"),
		},
		names: ["a"],
		says: [
			"of no use: charts/x/templates/a.yaml is a template of a Helm chart (charts/x/Chart.yaml lies beside its folder), which Helm renders before anything is applied; put charts/x/ into .krmignore",
		],
	},
	{
		lesson:
			"charts with templates that mention what is read here, alone or not",
		files: {
			"a/Chart.yaml": "apiVersion: v2\nname: a\n",
			"a/templates/a.yaml": "{{ if }}",
			"a/templates/b.yaml": "spec:\n  chart: cilium\n",
			"b/Chart.yaml": "apiVersion: v2\nname: b\n",
			"b/templates/a.yaml": "kind: CiliumNetworkPolicy",
		},
		says: ["unread: a/templates/b.yaml is", "of no use: b/templates/a.yaml is"],
	},
	{
		lesson: "a document that can't be read beside a Node",
		files: `{"kind": "Node", "apiVersion": "v1", "metadata": {"name": "a"}}\n{"apiVersion": "v1", "ki`,
		names: ["a"],
		says: ["error: a.yaml:2: not valid"],
	},
	{
		lesson: "a package that is a chart itself",
		files: {
			"Chart.yaml": "apiVersion: v2\nname: x\n",
			"templates/a.yaml": object("a"),
		},
		says: [
			"of no use: templates/a.yaml is a template of a Helm chart (Chart.yaml lies beside its folder), which Helm renders before anything is applied; put templates/ into .krmignore",
		],
	},
	{
		lesson: "tabs",
		files: "apiVersion: v1\nkind: Node\nmetadata:\n\tname: a\n",
		says: [
			"error: a.yaml:4: not valid YAML: it is indented with a tab; use spaces",
		],
	},
];

const test = suite("the objects of files");

for (const { lesson, files, isStrict, names = [], says = [] } of CASES)
	test(lesson, () => {
		const texts = typeof files === "string" ? { "a.yaml": files } : files;
		const { value, results, unread } = readFiles(
			Object.entries(texts).map(([path, text]) => ({ path, text })),
			isStrict === undefined ? {} : { isStrict },
		);
		assert.equal(
			value.map(({ name }) => name),
			names,
		);
		const told = [
			...results.map(({ severity, message }) => `${severity}: ${message}`),
			...unread.map(
				({ result, isRelevant }) =>
					`${isRelevant ? "unread" : "of no use"}: ${result.message}`,
			),
		];
		assert.equal(
			told.map((text, i) => text.slice(0, says[i]?.length)),
			says,
		);
	});

test("merge keys are resolved, in whole items and in fields", () => {
	const text = `apiVersion: v1
items:
- &base
  apiVersion: v1
  kind: Node
  metadata: &meta {name: a, labels: {x: y}}
- <<: *base
  metadata: {<<: *meta, name: b}
- <<: [{kind: CiliumNode}, *base]
  apiVersion: cilium.io/v2
kind: List
`;
	const [list] = readFiles([{ path: "a.yaml", text }]).value;
	const parsed = list?.parsed();
	assert.equal(parsed && "value" in parsed && parsed.value, {
		apiVersion: "v1",
		kind: "List",
		items: [
			{
				apiVersion: "v1",
				kind: "Node",
				metadata: { name: "a", labels: { x: "y" } },
			},
			{
				apiVersion: "v1",
				kind: "Node",
				metadata: { name: "b", labels: { x: "y" } },
			},
			{
				apiVersion: "cilium.io/v2",
				kind: "CiliumNode",
				metadata: { name: "a", labels: { x: "y" } },
			},
		],
	});
});

test.run();
