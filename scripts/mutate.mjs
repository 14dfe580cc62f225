// Mutation testing: changes one expression of what decides at a time, and looks for a test that notices.
// usage: npm run mutate [-- PART OF A PATH]... [--sample N] [--seconds N] [--seed N] [--budget N]
// All mutants are in one bundle with the unit tests, which run in this process; a mutant runs only the tests that reach
// it, those of its own file and folder first, then the quickest, as many of them as take BUDGET seconds. Slow tests, and
// those that call the built program, are not asked.
import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { instrument } from "./mutate/instrument.mjs";
import { openWorker } from "./mutate/open-worker.mjs";

/** What decides: whole folders, and the decisions of sync. */
const SUBJECT =
	/^src\/(?:group|resolve|plan|check|diff)\/|^src\/sync\/(?:decide|brake|drift|fight|finalizer|off-memory|plan-diff)\.ts$/;
/** The tests that are asked about each folder, by their paths, and for how long one may take, in milliseconds. */
const PIPELINE = {
	form: /^(?:golden|oracle|(?:actors|check|plan|resolve)\/.*)\.test\.ts$/,
	maxTest: 250,
};
const TESTS = {
	resolve: PIPELINE,
	plan: PIPELINE,
	check: {
		form: new RegExp(
			`${PIPELINE.form.source}|^(?:raw-as-snapshot|group/config-fields|commands/(?:check|selection))\\.test\\.ts$`,
		),
		maxTest: 500,
	},
	group: {
		form: /^(?:bad-input|config|golden|one-cluster|oracle|raw-as-snapshot|told|(?:check|commands|group|plan|render)\/.*)\.test\.ts$/,
		maxTest: 800,
	},
	diff: {
		form: /^(?:diff\/.*|commands\/(?:diff|fleet-table|selection|told-once|snapshot.*))\.test\.ts$/,
		maxTest: 3000,
	},
	sync: { form: /^(?:sync|avi)\/.*\.test\.ts$/, maxTest: 3000 },
};

const { values, positionals: parts } = parseArgs({
	options: {
		sample: { type: "string", default: "1000000" },
		seconds: { type: "string", default: "1000000" },
		seed: { type: "string", default: "1" },
		budget: { type: "string", default: "10" },
	},
	allowPositionals: true,
});

const folderOf = (path) => path.split("/")[0];
const mutants = [];
const folder = resolve("build/mutate");
const bundle = join(folder, `tests-${process.pid}.cjs`);
/** For what tests write: a worker that is stopped in the middle of one leaves it behind. */
const scratch = mkdtempSync(join(tmpdir(), "avi-routes-mutate-"));
process.on("exit", () => {
	for (const path of [bundle, scratch])
		rmSync(path, { recursive: true, force: true });
});
async function bundleTests() {
	mkdirSync(folder, { recursive: true });
	const isSubject = (path) =>
		SUBJECT.test(path) &&
		(parts.length === 0 || parts.some((part) => path.includes(part)));
	const sources = readdirSync("src", { recursive: true, encoding: "utf8" });
	const folders = new Set(
		sources.filter((path) => isSubject(`src/${path}`)).map(folderOf),
	);
	const files = readdirSync("test", { recursive: true, encoding: "utf8" })
		.filter((file) => [...folders].some((name) => TESTS[name].form.test(file)))
		.sort();
	const plugin = {
		name: "mutants",
		setup({ onLoad, onResolve }) {
			onResolve({ filter: /^uvu$/ }, () => ({
				path: resolve("scripts/mutate/uvu.mjs"),
			}));
			onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
				const file = path.slice(resolve(".").length + 1);
				if (!isSubject(file)) return undefined;
				const contents = instrument(readFileSync(path, "utf8"), file, mutants);
				return { contents, loader: "js" };
			});
		},
	};
	const entry = files
		.map((file) => `__mutation.file = "${file}"; require("./test/${file}");`)
		.join("\n");
	await build({
		stdin: { contents: entry, resolveDir: resolve("."), loader: "js" },
		outfile: bundle,
		bundle: true,
		packages: "external",
		platform: "node",
		target: "node20",
		format: "cjs",
		define: {
			AVI_ROUTES_VERSION: '"0.0.0-test"',
			TEST_DIST: JSON.stringify(resolve("dist")),
			TEST_NAME: '""',
		},
		plugins: [plugin],
		logLevel: "warning",
	});
}

/** So many of the mutants, the same ones for a seed. */
function sampled(size, seed) {
	const rank = (id) => Math.imul(id + 1, 0x9e3779b1 ^ seed) >>> 0;
	return mutants
		.map((_, id) => id)
		.sort((a, b) => rank(a) - rank(b))
		.slice(0, size);
}

/**
 * What each mutant is asked of: the tests that reach it, and, for one that is reached only when the modules load, all of
 * its file, or, where that has no others, all of its folder.
 */
async function survey(worker) {
	const { message } = await worker.ask("survey");
	const all = message.map((test, index) => ({ ...test, index, kills: {} }));
	for (const { file, name, ok } of all)
		if (!ok) console.log(`left out, it fails here: ${file}: ${name}`);
	const isQuick = ({ file, took }) =>
		Object.values(TESTS).some(
			({ form, maxTest }) => form.test(file) && took < maxTest,
		);
	const tests = all.filter((test) => test.ok && isQuick(test));
	console.log(`mutate: ${tests.length} tests of ${all.length} are asked`);
	const ofMutant = mutants.map(() => []);
	const ofFile = new Map(mutants.map(({ file }) => [file, new Set()]));
	for (const test of tests)
		for (const id of test.reached) {
			ofMutant[id].push(test);
			ofFile.get(mutants[id].file).add(test);
		}
	for (const [file, own] of ofFile)
		if (own.size === 0)
			for (const test of tests) if (nearness(test, file) > 0) own.add(test);
	return { all, ofMutant, ofFile };
}

/** How near a test is to a file: 2 for its own and for one that names it, 1 for one of its folder. */
function nearness(test, file) {
	const path = file.replace(/^src\/(.*)\.ts$/, "$1");
	if (test.file === `${path}.test.ts` || test.name.includes(basename(path)))
		return 2;
	return test.file.startsWith(`${folderOf(path)}/`) ? 1 : 0;
}

/** Whether a test fails with the mutant; those that killed most of its file are asked first, then near ones, then the quickest. */
async function isKilled(worker, id, tests, all) {
	if (tests.length === 0) return false;
	const { file } = mutants[id];
	const killsOf = ({ kills }) => kills[file] ?? 0;
	const sorted = tests.toSorted(
		(a, b) =>
			killsOf(b) - killsOf(a) ||
			nearness(b, file) - nearness(a, file) ||
			a.took - b.took,
	);
	let left = Number(values.budget) * 1000;
	const asked = sorted.filter(({ took }) => {
		left -= took;
		return left > 0;
	});
	const order = {
		id,
		tests: asked.map(({ index, took }) => ({ index, took })),
	};
	const got = await worker.ask(order);
	if (got === undefined) return "no answer";
	if (got.message === undefined) return false;
	const { kills } = all[got.message];
	kills[file] = (kills[file] ?? 0) + 1;
	return true;
}

async function tryAll() {
	let worker = await openWorker({ bundle, scratch, count: mutants.length });
	if (worker.loaded?.problem) throw new Error(worker.loaded.problem);
	const isStatic = new Set(worker.loaded.reached);
	const { all, ofMutant, ofFile } = await survey(worker);
	const end = Date.now() + Number(values.seconds) * 1000;
	const tried = [];
	for (const id of chosen) {
		if (Date.now() > end) break;
		const { file } = mutants[id];
		let killed = await isKilled(worker, id, ofMutant[id], all);
		if (killed === "no answer") {
			worker.close();
			worker = await openWorker({ bundle, scratch, count: mutants.length });
		}
		if (isStatic.has(id) && ofMutant[id].length === 0) {
			const own = await openWorker(
				{ bundle, scratch, count: mutants.length },
				id,
			);
			killed =
				own.loaded === undefined ||
				own.loaded.problem !== undefined ||
				(await isKilled(own, id, [...ofFile.get(file)], all));
			own.close();
		}
		tried.push({ ...mutants[id], killed, tests: ofMutant[id].length });
		if (!killed) process.stdout.write(lineOf(tried.at(-1)));
		if (tried.length % 50 === 0)
			console.log(
				`mutate: ${tried.length} tried, ${tried.filter(isAlive).length} survived`,
			);
	}
	worker.close();
	report(tried);
}

const isAlive = ({ killed }) => !killed;

const short = (text) => (text.length > 90 ? `${text.slice(0, 90)}...` : text);
const lineOf = ({ file, line, from, to, tests }) =>
	`${file}:${line}: ${short(from)} -> ${short(to)} (${tests} tests)\n`;

function report(tried) {
	const lines = tried.filter(isAlive).map(lineOf).sort();
	writeFileSync(join(folder, "survivors.txt"), lines.join(""));
	for (const name of Object.keys(TESTS)) {
		const own = tried.filter(({ file }) => file.startsWith(`src/${name}/`));
		if (own.length === 0) continue;
		const killed = own.length - own.filter(isAlive).length;
		const share = Math.round((100 * killed) / own.length);
		console.log(
			`mutate: ${name}: ${killed} of ${own.length} killed (${share}%)`,
		);
	}
}

await bundleTests();
const chosen = sampled(Number(values.sample), Number(values.seed));
console.log(
	`mutate: ${mutants.length} mutants, of which ${chosen.length} are tried`,
);
await tryAll();
