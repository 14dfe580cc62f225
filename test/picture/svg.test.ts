import { suite } from "uvu";
import * as assert from "uvu/assert";
import { STATE_NAMES } from "../../src/picture/states.ts";
import { classOf } from "../../src/picture/style.ts";
import { markup } from "../../src/report/printable.ts";
import { type Changes, clusterPool } from "../support/clusters.ts";
import {
	large,
	of,
	pictured,
	SITUATIONS,
	type Situation,
} from "./situations.ts";

const test = suite("the picture as SVG and HTML");

const NAMES = Object.keys(SITUATIONS) as Situation[];

/** Elements that have no end in HTML. */
const VOID = ["meta", "br", "!doctype"];

/** What is left open, or ends without a start; nothing in what is well made. */
function unbalanced(text: string): string[] {
	const open: string[] = [];
	const wrong: string[] = [];
	for (const [, end, name = "", empty] of text.matchAll(
		/<(\/?)([!\w]+)(?:\s[^<>]*?)?(\/?)>/g,
	)) {
		if (empty === "/" || VOID.includes(name)) continue;
		if (end === "") open.push(name);
		else if (open.pop() !== name) wrong.push(name);
	}
	return [...wrong, ...open];
}

/** What would load or run something. */
const FORBIDDEN =
	/<script|<foreignObject|<image|<use|<link|<iframe|<a[ >]|\shref|\ssrc=|\son\w+=|url\(|@import|javascript:|data:/i;

for (const name of NAMES)
	test(`${name}: one self-contained picture, and one page`, async () => {
		const folders = SITUATIONS[name]();
		const svg = await pictured(folders);
		const html = await pictured(folders, "-o", "html");
		assert.match(
			svg,
			/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+" /,
		);
		assert.match(svg, /role="img" aria-label="[^"]{20,}"/);
		for (const text of [svg, html]) {
			assert.equal(unbalanced(text), []);
			assert.not.match(text, FORBIDDEN);
			assert.is(
				text.match(/https?:\/\//g)?.length,
				text.match(/<svg /g)?.length,
			);
			assert.match(text, "prefers-color-scheme:dark");
			assert.ok(Buffer.byteLength(text) < 400_000, `${text.length}`);
			const cells = text.match(/<title>[^<]*<\/title><\/rect>/g) ?? [];
			assert.ok(
				cells.length > 0 && cells.length <= 1500,
				`${cells.length} cells`,
			);
		}
		assert.match(
			html,
			`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
		);
		assert.not.match(html, /\sstyle=/);
	});

test("what a cell is stands in its tooltip", async () => {
	const svg = await pictured(SITUATIONS.change());
	for (const told of [
		"10.0.1.0/24 to 172.16.0.1 (worker-1): same",
		"10.0.99.0/24 to 172.16.0.171 (worker-71): added",
		"10.0.27.0/24; was 172.16.0.27 (worker-27): removed",
		"10.0.31.0/24 to 172.16.0.173 (worker-31b); was 172.16.0.31 (worker-31): moved",
		"10.0.60.0/24 to 172.16.1.60 (worker-60); was 172.16.0.60 (worker-60): next hop",
	])
		assert.match(svg, `<title>${told}</title>`);
	assert.match(
		svg,
		'aria-label="prod: +3 ~2 -2 routes (6% of 70). pool 10.0.0.0/16: 71 of 256 blocks of /24 routed"',
	);
});

test("cells that stand for several blocks say what is in them", async () => {
	const changes = {
		nodes: Object.fromEntries(
			Array.from({ length: 2000 }, (_, i) => [
				i + 1,
				{
					addresses: [
						{ type: "InternalIP", address: `172.31.${i >> 8}.${i & 255}` },
					],
				},
			]),
		),
	};
	const svg = await pictured([
		of({ prod: large(5000) }),
		of({ prod: large(5000, changes) }),
	]);
	assert.match(
		svg,
		/<title>4 next hop; 10\.0\.4\.0\/24 to 172[^<]*; and 1 more<\/title>/,
	);
});

test("the same bytes, in whatever order things come", async () => {
	const cluster = large(60);
	const shuffled = {
		...cluster,
		nodes: [...cluster.nodes].reverse(),
		ciliumNodes: [...cluster.ciliumNodes].reverse(),
	};
	const others = { akoConfig: undefined };
	for (const format of ["svg", "html", "text"]) {
		const bytes = async (one: string) =>
			(await pictured([one], "-o", format)).replaceAll(
				/avi-routes-[^ <]*\.yaml[^<]*/g,
				"",
			);
		const [first, second] = [
			await bytes(of({ east: cluster, west: clusterPool(others) })),
			await bytes(of({ west: clusterPool(others), east: shuffled })),
		];
		assert.is(first, second, format);
	}
});

const HOSTILE = [
	"<script>alert(1)</script>",
	"</title></svg><b>",
	'"onload="x',
	"]]>",
	"&amp;<!--",
	"a\u0000b\u001b[31m\u202e\ufffe",
	"::error::x",
];

for (const name of HOSTILE)
	test(`${JSON.stringify(name)} is a name, and nothing else`, async () => {
		const changes: Changes = {
			nodes: { 2: { name } },
			ciliumNodes: { 2: { name, podCIDRs: ["10.0.1.0/24"] } },
		};
		const folders = [
			of({ [name]: large(3) }),
			of({ [name]: large(3, changes) }),
		];
		for (const format of ["svg", "html"]) {
			const text = await pictured(folders, "-o", format);
			assert.equal(unbalanced(text), []);
			assert.not.match(text, FORBIDDEN);
			assert.not.match(text, /[^\P{Cc}\n]|[\u202e\ufffe]/u);
			assert.match(text, markup(name));
		}
	});

test("each state has a class with its colours, light and dark", async () => {
	const svg = await pictured(SITUATIONS.change());
	for (const state of STATE_NAMES) {
		const rules = svg.match(new RegExp(`\\}\\.${classOf(state)}\\{fill:`, "g"));
		assert.is(rules?.length, 2, state);
	}
});

test("the page has the pictures, the changes, the results, the fleet and every route", async () => {
	const html = await pictured(SITUATIONS.change(), "-o", "html");
	const heads = [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, head]) => head);
	assert.equal(heads, [
		"Address space",
		"Changes",
		"Results",
		"Clusters",
		"Routes",
	]);
	assert.match(
		html,
		'<span class="red">- 10.0.27.0/24   was via 172.16.0.27 (worker-27)</span>',
	);
	assert.match(
		html,
		/<tr><td>prod<\/td><td>cluster-pool<\/td><td>cilium<\/td><td>71<\/td>/,
	);
	assert.match(html, /^10\.0\.99\.0\/24 +172\.16\.0\.171 +worker-71$/m);
	assert.match(html, "<details open><summary>prod: 71 routes</summary>");
});

test("5,000 routes with long names: as many as fit, and the rest is counted", async () => {
	const names = Array.from({ length: 5000 }, (_, i) => [
		i + 1,
		{
			name: `ip-10-0-0-1.eu-central-1.compute.internal-${String(i).padStart(21, "0")}`,
		},
	]);
	const each = Object.fromEntries(names);
	const cluster = large(5000);
	const renamed = {
		...cluster,
		nodes: cluster.nodes.map((node, i) => ({ ...node, ...each[i + 1] })),
		ciliumNodes: cluster.ciliumNodes.map((node, i) => ({
			...node,
			...each[i + 1],
		})),
	};
	const both = of({ prod: renamed, west: large(3) });
	const html = await pictured([both], "-o", "html");
	assert.ok(Buffer.byteLength(html) < 400_000);
	const [, omitted] =
		/<p class="dim">(\d+) routes more, left out for size; avi-routes render prints them<\/p>/.exec(
			html,
		) ?? [];
	const shown = html.match(/^10\.\d+\.\d+\.0\/24 /gm) ?? [];
	assert.is(shown.length + Number(omitted), 5003);
});

test.run();
