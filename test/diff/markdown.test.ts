import { suite } from "uvu";
import * as assert from "uvu/assert";
import { diffMarkdown, MARKER, MAX_BYTES } from "../../src/diff/markdown.ts";
import { code } from "../../src/report/printable.ts";
import {
	type Changes,
	clusterPool,
	dualStack,
	internal,
} from "../support/clusters.ts";
import { diffCommand } from "../support/commands.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";

const nobody = async () => new Uint8Array();

async function markdown(base: string, head: string): Promise<string> {
	return (await diffCommand(["-o", "markdown", base, head], nobody)).stdout;
}

function prod(changes: Changes = {}, count = 3): string {
	return packageOf({
		"avi-routes.yaml": configText({ checks: { "*": "warning" } }),
		"prod.yaml": snapshotText(clusterPool(changes, count)),
	});
}

const test = suite("diff as Markdown");

test("says in one line, in a table of risks and in folded details what changed", async () => {
	const head = prod({
		nodes: { 2: { addresses: internal("192.168.0.99") }, 3: undefined },
		ciliumNodes: { 3: undefined },
	});
	assert.is(
		await markdown(prod(), head),
		`<!-- avi-routes diff -->
### avi-routes: \`+0 ~1 -1 routes (67% of 3) in 1 cluster\`

| risk | cluster | what |
|---|---|---|
| routes removed | \`prod\` | 1: \`10.0.3.0/24\` (\`worker-3\`) |
| next hops changed | \`prod\` | 1: \`10.0.2.0/24\` (\`192.168.0.2\` to \`192.168.0.99\`) |

<details><summary><code>prod</code>: +0 ~1 -1 routes (67% of 3)</summary>

\`\`\`diff
- 10.0.3.0/24  was via 192.168.0.3 (worker-3)
! 10.0.2.0/24  next hop 192.168.0.2 -> 192.168.0.99 (worker-2)
\`\`\`

</details>

<details><summary>the address space</summary>

\`\`\`text
prod: +0 ~1 -1 routes (67% of 3)

pod CIDRs in 10.0.0.0/22: 2 of 4 blocks of /24 routed
10.0.0.0    ·█>-

- removed   > next hop   █ same   · free
\`\`\`

</details>
`,
	);
});

test("says that nothing changed, and that nothing is risky", async () => {
	assert.is(
		await markdown(prod(), prod()),
		`${MARKER}\n### avi-routes: no change\n`,
	);
	const head = prod({}, 4);
	assert.match(
		await markdown(prod(), head),
		"Nothing risky: no route goes or gets another next hop.",
	);
});

test("results are risks when they are errors or overlaps, and others are not", async () => {
	const twin = { 2: { podCIDRs: ["10.0.1.0/24"] } };
	const stale = { 9: { podCIDRs: [] } };
	const head = (
		ciliumNodes: NonNullable<Changes["ciliumNodes"]>,
		checks: object,
	) =>
		packageOf({
			"avi-routes.yaml": configText({ checks }),
			"prod.yaml": snapshotText(clusterPool({ ciliumNodes })),
		});
	const risks = async (side: string) =>
		(await markdown(prod(), side)).match(/^\| new .*$/gm) ?? [];
	const [error = "", ...others] = await risks(head({ ...twin, ...stale }, {}));
	assert.match(error, /^\| new error \| `prod` \| pod-cidr-duplicate: `nodes /);
	assert.not.match(error, "find out which node", "the remedy is left out");
	assert.equal(others, []);
	const [warning] = await risks(head(twin, { "*": "warning" }));
	assert.match(warning ?? "", "| new warning | `prod` | pod-cidr-duplicate: ");
	assert.equal(await risks(head(stale, {})), []);
});

test("another version of AKO that moves routes is a risk", async () => {
	const side = (version: string) =>
		packageOf({
			"avi-routes.yaml": configText(),
			"prod.yaml": snapshotText(
				dualStack({
					versions: { ako: "1.11.5" },
					akoConfig: { cniPlugin: "cilium", clusterName: "prod" },
				}),
			),
			"ako.yaml": `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: ako}
spec:
  chart: {spec: {chart: ako, version: ${version}}}
  values: {AKOSettings: {clusterName: prod, cniPlugin: cilium}}
`,
		});
	const told = await markdown(side("1.11.5"), side("1.13.1"));
	assert.match(told, "| new warning | `prod` | ako-upgrade-changes-routes: ");
	assert.not.match(told, "Nothing risky");
});

test("errors come first, ten of them", () => {
	const errors = Array.from({ length: 12 }, (_, i) => `error: number ${i}`);
	const block = (count: number) => {
		const lines = diffMarkdown(undefined, errors.slice(0, count)).split("\n");
		return lines.slice(lines.indexOf("```text") + 1, -2);
	};
	assert.equal(block(2), errors.slice(0, 2));
	assert.equal(block(10), errors.slice(0, 10));
	assert.equal(block(11), [...errors.slice(0, 10), "and 1 more"]);
	assert.equal(block(12), [...errors.slice(0, 10), "and 2 more"]);
	assert.is(
		diffMarkdown(undefined, []),
		`${MARKER}\n### avi-routes: the two sides can't be compared\n`,
	);
});

test("three routes are named, and a setting by what it belongs to", async () => {
	const without = (...nodes: number[]) => {
		const gone = Object.fromEntries(nodes.map((n) => [n, undefined]));
		return prod({ nodes: gone, ciliumNodes: gone }, 9);
	};
	const removed = async (side: string) =>
		/routes removed .*$/m.exec(await markdown(prod({}, 9), side))?.[0] ?? "";
	assert.match(await removed(without(1, 2, 3)), /`worker-3`\) \|$/);
	assert.match(await removed(without(1, 2, 3, 4)), /, and 1 more \|$/);
	const strict = packageOf({
		"avi-routes.yaml": configText({ checks: { "*": "error" } }),
		"prod.yaml": snapshotText(clusterPool()),
	});
	assert.match(
		await markdown(prod(), strict),
		'| cluster setting | `prod` | `checks.*`: `"warning"` -> `"error"` |',
	);
});

/** Texts and their code spans in a table. */
const SPANS: readonly [text: string, span: string][] = [
	["worker-1", "`worker-1`"],
	["a`b", "``a`b``"],
	["`", "`` ` ``"],
	["``x", "``` ``x ```"],
	["a|b", "`a\\|b`"],
	["", '`""`'],
	["  ", '`"  "`'],
	["@team <b>", "`@team <b>`"],
	["a\nb", "`a\\u{a}b`"],
	["\u001b[31m\u202e", "`\\u{1b}[31m\\u{202e}`"],
	["x".repeat(400), `\`${"x".repeat(297)}...\``],
];

for (const [text, span] of SPANS) {
	test(`puts ${JSON.stringify(text).slice(0, 30)} into code`, () => {
		assert.is(code(text), span);
	});
}

const HOSTILE = [
	"@team",
	"<img src=x onerror=alert(1)>",
	"[click](https://example.com)",
	"```\n# boo",
	"</details><script>",
	"a|b`c``d",
	"::error::x",
	"\u001b]0;x\u0007",
	"https://example.com",
	"-->",
];

/** What is left of a comment when everything in code is taken out. */
function outsideOfCode(text: string): string {
	return text
		.replace(/^```(?:diff|text)\n[\s\S]*?^```$/gm, "")
		.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "")
		.replace(/<code>[^<>@[\]`]*<\/code>/g, "");
}

for (const name of HOSTILE) {
	test(`keeps ${JSON.stringify(name)} in code`, async () => {
		const hostile: Changes = {
			nodes: { 2: { name } },
			ciliumNodes: { 2: { name, podCIDRs: ["10.0.1.0/24"] } },
		};
		const [base, head] = [
			prod({ nodes: { 2: { name } }, ciliumNodes: { 2: { name } } }),
			prod(hostile),
		];
		for (const text of [
			await markdown(base, head),
			await markdown(head, base),
		]) {
			assert.match(text, "routes");
			const rest = outsideOfCode(text);
			assert.not.match(rest, /@|onerror|https|boo|script|::error/);
			assert.not.match(text, /[^\P{Cc}\n]/u);
			// The fences of the details are closed by us alone.
			assert.is(text.match(/^```/gm)?.length, 4);
		}
	});
}

test("keeps a hostile cluster name in code", async () => {
	const name = "x</code></summary>@team`|[a](b)";
	const base = packageOf({
		"a.yaml": configText({ checks: { "*": "warning" } }),
	});
	const head = packageOf({
		"a.yaml": configText({ checks: { "*": "warning" } }),
		"b.yaml": snapshotText(clusterPool({ akoConfig: undefined }), name),
	});
	for (const text of [await markdown(base, head), await markdown(head, base)]) {
		assert.match(
			text,
			"<code>x&lt;/code&gt;&lt;/summary&gt;@team`|[a](b)</code>",
		);
		const html = text.replace(/^```(?:diff|text)\n[\s\S]*?^```$/gm, "");
		const lines = html.split("\n").filter((line) => !line.startsWith("|"));
		assert.is(lines.join("\n").match(/<\/summary>/g)?.length, 2);
	}
});

test("is never longer than GitHub takes, and says what it leaves out", async () => {
	const names = Array.from(
		{ length: 40 },
		(_, i) => `cluster-${String(i).padStart(2, "0")}`,
	);
	const fleet = (last: number) =>
		packageOf({
			"a.yaml": configText({
				checks: { "*": "off", "too-many-removed-routes": "off" },
			}),
			...Object.fromEntries(
				names.map((name, i) => [
					`${name}.yaml`,
					snapshotText(
						clusterPool(
							{
								akoConfig: undefined,
								nodes: Object.fromEntries(
									Array.from({ length: 60 }, (_, n) => [
										n + 1,
										{ addresses: internal(`192.168.${last + i}.${n}`) },
									]),
								),
							},
							60,
						),
						name,
					),
				]),
			),
		});
	const text = await markdown(fleet(0), fleet(100));
	assert.ok(Buffer.byteLength(text) <= MAX_BYTES, String(text.length));
	assert.ok(Buffer.byteLength(text) > MAX_BYTES - 6000, String(text.length));
	assert.match(
		text,
		"### avi-routes: `+0 ~2400 -0 routes (100% of 2400) in 40 clusters`",
	);
	assert.match(text, "and 55 more below.");
	assert.match(text, /The details of \d+ clusters are left out/);
	assert.match(text, /# and \d+ more lines, left out for size/);
	assert.is(
		text.match(/<details>/g)?.length,
		text.match(/<\/details>/g)?.length,
	);
});

/** The lines of the folded picture. */
const pictureIn = (text: string) =>
	/^```text\n([\s\S]*?)\n```$/m.exec(text)?.[1]?.split("\n") ?? [];

test("a picture has rows with changes, and no more lines than a comment can bear", async () => {
	const cidrs = (third: number) => ({
		ciliumNodes: Object.fromEntries(
			Array.from({ length: 250 }, (_, i) => [
				i + 1,
				{ podCIDRs: [`10.${i}.${third}.0/24`] },
			]),
		),
	});
	const pictured = async (from: Changes, to: Changes, count: number) =>
		pictureIn(await markdown(prod(from, count), prod(to, count)));
	const many = await pictured(cidrs(0), cidrs(200), 250);
	assert.is(many.length, 60);
	assert.match(
		many.at(-1) ?? "",
		/^and \d+ more lines; avi-routes picture draws all$/,
	);
	const one = await pictured(
		{},
		{ nodes: { 130: { addresses: internal("192.168.9.9") } } },
		250,
	);
	assert.is(one.length, 10);
	assert.match(one.join("\n"), "… 3 rows without change (95 blocks in use)");
	assert.equal(await pictured({}, { akoConfig: {} }, 2), []);
});

test("drops the details of hostile lengths first", async () => {
	const name = "@".repeat(70_000);
	const change = (address: string): Changes => ({
		nodes: { 2: { name, addresses: internal(address) } },
		ciliumNodes: { 2: { name } },
	});
	const text = await markdown(
		prod(change("192.168.0.2")),
		prod(change("192.168.0.9")),
	);
	assert.ok(Buffer.byteLength(text) <= MAX_BYTES);
	assert.match(text, "+0 ~1 -0 routes (33% of 3) in 1 cluster");
	assert.match(text, "The details of 1 cluster are left out");
});

test.run();
