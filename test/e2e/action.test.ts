import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
	chmodSync,
	existsSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Changes, clusterPool } from "../support/clusters.ts";
import { DIST, PROGRAM } from "../support/dist.ts";
import type { AnyResource } from "../support/function-run.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";
import { mustRun } from "./support.ts";
import { commit } from "./workspace.ts";

const { runs, inputs } = load(
	readFileSync("action.yml", "utf8"),
) as AnyResource;

/** What a run of the action is given. */
interface Job {
	readonly with?: Readonly<Record<string, string>>;
	/** Number of the pull request; none for a push. */
	readonly pullRequest?: string;
	readonly baseSha?: string;
	/** The base of a merge group, for which GitHub's merge queue runs the job. */
	readonly queueSha?: string;
	readonly headSha?: string;
	/** What the stub of gh prints for the list of comments. */
	readonly comments?: string;
	/** The method that the stub of gh refuses. */
	readonly refuses?: string;
	/** True on a server that takes no artifacts. */
	readonly hasNoArtifacts?: true;
	readonly serverURL?: string;
}

/** What a run of the action came to. */
interface JobRun {
	readonly status: number;
	readonly log: string;
	readonly summary: string;
	readonly output: string;
	/** The calls of gh, a line each. */
	readonly calls: string[];
	/** What was uploaded, by the artifact's name. */
	readonly artifacts: Readonly<Record<string, string>>;
	/** What a comment would say. */
	readonly comment: string;
}

/** The value of an expression of action.yml, of which only those that stand there are known. */
function evaluate(
	expression: string,
	job: Job,
	outputs: Record<string, string>,
): string {
	const given = {
		...Object.fromEntries(
			Object.entries(inputs).map(([name, input]) => [
				name,
				(input as AnyResource).default,
			]),
		),
		...job.with,
	};
	const values: Record<string, string> = {
		"inputs.path": given.path,
		"inputs.base": given.base,
		"github.event.pull_request.base.ref": "main",
		"github.event.pull_request.base.sha || github.event.merge_group.base_sha":
			job.baseSha ?? job.queueSha ?? "",
		"github.event.pull_request.head.sha": job.headSha ?? "",
		"inputs.token": job.with?.token ?? "token",
		"inputs.report": given.report,
		"inputs.report != ''": given.report === "" ? "" : "true",
		"steps.upload.outputs.artifact-url": outputs.upload ?? "",
		"inputs.fail-on": given["fail-on"],
		"inputs.fail-on-errors": given["fail-on-errors"],
		"github.event.pull_request.number": job.pullRequest ?? "",
		"steps.check.outputs.status": outputs.check ?? "",
		"steps.diff.outputs.status": outputs.diff ?? "",
		"inputs.comment == 'true' && github.event.pull_request.number":
			given.comment === "true" && job.pullRequest ? "true" : "",
	};
	const value = values[expression];
	if (value === undefined) throw new Error(`unknown expression ${expression}`);
	return value;
}

const GH = `#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$GH_CALLS"
[[ -n "$GH_REFUSES" && "$*" == *"$GH_REFUSES"* ]] && { echo "HTTP 403" >&2; exit 1; }
[[ "$*" == *--paginate* ]] && printf '%s' "$GH_COMMENTS"
exit 0
`;

/** Runs the steps as the runner does: bash with its options, the environment files, no expression inside a script. */
function run(root: string, job: Job = {}): JobRun {
	const runner = packageOf({
		"bin/gh": GH,
		summary: "",
		output: "",
		calls: "",
	});
	chmodSync(join(runner, "bin/gh"), 0o755);
	const text = (name: string) => readFileSync(join(runner, name), "utf8");
	const outputs: Record<string, string> = {};
	const artifacts: Record<string, string> = {};
	let log = "";
	for (const step of runs.steps) {
		if (step.uses !== undefined) {
			assert.match(step.uses, /^actions\/upload-artifact@v\d+$/);
			if (evaluate(step.if, job, outputs) === "" || job.hasNoArtifacts)
				continue;
			assert.match(step.with.name, /^\$\{\{ inputs\.report \}\}$/);
			const path = step.with.path.replace(/^\$\{\{ runner\.temp \}\}\//, "");
			artifacts[evaluate("inputs.report", job, outputs)] = text(path);
			outputs[step.id] = "https://github.com/network/fleet/artifacts/1";
			continue;
		}
		assert.not.match(
			step.run,
			"${{",
			"an expression in a script is an injection",
		);
		if (step.if !== undefined && evaluate(step.if, job, outputs) === "")
			continue;
		const env = Object.fromEntries(
			Object.entries(step.env ?? {}).map(([name, value]) => [
				name,
				evaluate(
					/^\$\{\{ (.*) \}\}$/.exec(String(value))?.[1] ?? "",
					job,
					outputs,
				),
			]),
		);
		const script = join(runner, "script.sh");
		writeFileSync(script, step.run);
		const ran = spawnSync(
			"bash",
			["--noprofile", "--norc", "-eo", "pipefail", script],
			{
				cwd: root,
				encoding: "utf8",
				env: {
					PATH: `${join(runner, "bin")}:${process.env.PATH}`,
					HOME: runner,
					GITHUB_ACTION_PATH: dirname(DIST),
					GITHUB_REPOSITORY: "network/fleet",
					GITHUB_SERVER_URL: job.serverURL ?? "https://github.com",
					GITHUB_STEP_SUMMARY: join(runner, "summary"),
					GITHUB_OUTPUT: join(runner, "output"),
					RUNNER_TEMP: runner,
					GH_CALLS: join(runner, "calls"),
					GH_COMMENTS: job.comments ?? "",
					GH_REFUSES: job.refuses ?? "",
					...env,
				},
			},
		);
		log += ran.stdout + ran.stderr;
		const status = /^status=(.*)$/gm;
		const written = [...text("output").matchAll(status)].at(-1)?.[1];
		if (step.id !== undefined) outputs[step.id] = written ?? "";
		if (ran.status !== 0)
			return {
				status: ran.status ?? -1,
				log,
				summary: text("summary"),
				output: text("output"),
				calls: [],
				artifacts,
				comment: "",
			};
	}
	const calls = text("calls").split("\n").filter(Boolean);
	return {
		status: 0,
		log,
		summary: text("summary"),
		output: text("output"),
		calls,
		artifacts,
		comment: text("avi-routes-diff.md"),
	};
}

const ip = (address: string) => [{ type: "InternalIP", address }];

/** A repository with a package at the root, and with changes that are not committed. */
function repository(changes: Changes): { root: string; base: string } {
	const root = packageOf({
		"avi-routes.yaml": configText(),
		"prod.yaml": snapshotText(clusterPool()),
	});
	mustRun(root, ["git", "init", "--quiet"]);
	commit(root);
	const base = mustRun(root, ["git", "rev-parse", "HEAD"]).stdout.trim();
	packageOf({ "prod.yaml": snapshotText(clusterPool(changes)) }, root);
	return { root, base };
}

const CHANGED: Changes = { nodes: { 2: { addresses: ip("192.168.0.99") } } };
const ERRORS: Changes = { ciliumNodes: { 2: { podCIDRs: ["10.0.1.0/24"] } } };

const test = suite("the GitHub Action");

test("is built before its steps run here", () => {
	assert.ok(existsSync(PROGRAM));
});

test("writes the diff to the summary and to its outputs", () => {
	const { root, base } = repository(CHANGED);
	const { status, summary, output, log } = run(root, { with: { base } });
	assert.is(status, 0, log);
	assert.match(
		summary,
		/^<!-- avi-routes diff -->\n### avi-routes: `\+0 ~1 -0 routes \(\d+% of \d+\) in 1 cluster`\n/,
	);
	const [, delimiter = "-", value] =
		/^status=0\nmarkdown<<(avi-routes-[0-9a-f]{32})\n([\s\S]*)\n\1\nstatus=1\n$/.exec(
			output,
		) ?? [];
	assert.ok(delimiter.length > 40, output);
	assert.ok(summary.startsWith(`${value}\n`));
});

test("uploads a report, and links it", () => {
	const { root, base } = repository(CHANGED);
	const job = { pullRequest: "7", baseSha: base };
	const { artifacts, summary, comment, log } = run(root, job);
	const link =
		"\n[Report](https://github.com/network/fleet/artifacts/1): pictures, changes, results and all routes, as one page to download.\n";
	assert.ok(summary.endsWith(link), log);
	assert.is(comment, summary);
	const page = artifacts["avi-routes-report"] ?? "";
	assert.match(page, "<h1>prod: +0 ~1 -0 routes (33% of 3)</h1>");
	assert.match(page, "10.0.2.0/24  next hop 192.168.0.2 -&gt; 192.168.0.99");
	const other = run(root, { ...job, with: { report: "routes of prod" } });
	assert.equal(Object.keys(other.artifacts), ["routes of prod"]);
});

test("does without a report", () => {
	const { root, base } = repository(CHANGED);
	for (const job of [
		{ baseSha: base, with: { report: "" } },
		{ baseSha: base, hasNoArtifacts: true } as const,
	]) {
		const { status, artifacts, summary } = run(root, job);
		assert.equal([status, artifacts], [0, {}]);
		assert.not.match(summary, "Report");
	}
});

test("comments on a pull request, once", () => {
	const { root, base } = repository(CHANGED);
	const first = run(root, { pullRequest: "7", baseSha: base });
	assert.is(first.calls.length, 2, first.log);
	assert.match(
		first.calls[0] ?? "",
		"api --paginate repos/network/fleet/issues/7/comments --jq",
	);
	assert.match(
		first.calls[1] ?? "",
		/--method POST repos\/network\/fleet\/issues\/7\/comments -F body=@.*avi-routes-diff\.md$/,
	);
	const second = run(root, {
		pullRequest: "7",
		baseSha: base,
		comments: "4711\n4712\n",
	});
	assert.match(
		second.calls[1] ?? "",
		/--method PATCH repos\/network\/fleet\/issues\/comments\/4711 -F body=@/,
	);
});

test("says nothing new where nothing changed, but brings its comment up to date", () => {
	const { root, base } = repository({});
	const job = { pullRequest: "7", baseSha: base };
	assert.is(run(root, job).calls.length, 1);
	const { calls, summary, output } = run(root, { ...job, comments: "4711" });
	assert.match(calls[1] ?? "", "PATCH");
	assert.match(summary, "### avi-routes: no change");
	assert.match(output, "\nstatus=0\n");
});

test("does not fail where it may not comment", () => {
	const { root, base } = repository(CHANGED);
	for (const refuses of ["--paginate", "--method POST"]) {
		const { status, log, summary } = run(root, {
			pullRequest: "7",
			baseSha: base,
			refuses,
		});
		assert.is(status, 0, log);
		assert.match(log, "::notice::avi-routes may not comment here");
		assert.match(summary, "~1 -0 routes");
	}
	const off = run(root, {
		pullRequest: "7",
		baseSha: base,
		with: { comment: "false" },
	});
	assert.equal(off.calls, []);
});

test("fails when the head has errors, and shows them first", () => {
	const { root, base } = repository(ERRORS);
	const failed = run(root, { pullRequest: "7", baseSha: base });
	assert.is(failed.status, 1);
	assert.match(
		failed.log,
		/^::error file=prod\.yaml,.*title=avi-routes pod-cidr-duplicate::/m,
	);
	assert.match(
		failed.summary,
		"side head: 1 error that the base does not have",
	);
	assert.match(failed.summary, "| new error | `prod` |");
	assert.match(failed.log, "::error::avi-routes check found errors");
	assert.is(
		run(root, { baseSha: base, with: { "fail-on-errors": "false" } }).status,
		0,
	);
});

test("does not fail a change that mends a broken base", () => {
	const { root } = repository(ERRORS);
	commit(root);
	packageOf({ "prod.yaml": snapshotText(clusterPool()) }, root);
	const mended = run(root, { with: { base: "HEAD" } });
	assert.is(mended.status, 0, mended.log);
	assert.match(mended.log, "::warning::the base has errors");
	assert.match(
		mended.summary,
		"side base: 1 error that the head does not have",
	);
});

test("fails on warnings where it shall, as on files that nobody rendered", () => {
	const { root, base } = repository(CHANGED);
	mustRun(root, [process.execPath, PROGRAM, "render", "--in-place", "."]);
	packageOf({ "prod.yaml": snapshotText(clusterPool()) }, root);
	const strict = { baseSha: base, with: { "fail-on": "warning" } };
	const failed = run(root, strict);
	assert.is(failed.status, 1, failed.log);
	assert.match(failed.log, "title=avi-routes output-outdated::");
	assert.is(run(root, { baseSha: base }).status, 0);
	mustRun(root, [process.execPath, PROGRAM, "render", "--in-place", "."]);
	assert.is(run(root, strict).status, 0);
});

test("shows what can't be read", () => {
	const { root, base } = repository({});
	packageOf({ "prod.yaml": "kind: ClusterSnapshot\nspec: [" }, root);
	const { status, summary, artifacts } = run(root, { with: { base } });
	assert.is(status, 1);
	assert.match(artifacts["avi-routes-report"] ?? "", "<td>input-invalid</td>");
	assert.match(
		summary,
		"### avi-routes: the two sides can't be compared\n\n```text\nside head: error: [input-invalid] prod.yaml",
	);
});

test("takes several paths, with spaces and odd names", () => {
	const { root } = repository({});
	const files = {
		"avi-routes.yaml": configText(),
		"east.yaml": snapshotText(clusterPool({ akoConfig: undefined }, 1), "east"),
	};
	packageOf(files, join(root, "--o dd`$(touch pwned)`"));
	packageOf(
		{ Kptfile: "apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: x}\n" },
		join(root, "--o dd`$(touch pwned)`"),
	);
	commit(root);
	packageOf(
		{
			"east.yaml": snapshotText(
				clusterPool({ akoConfig: undefined }, 2),
				"east",
			),
		},
		join(root, "--o dd`$(touch pwned)`"),
	);
	const path = ".\n\n--o dd`$(touch pwned)`\n";
	const { summary, log } = run(root, { with: { base: "HEAD", path } });
	assert.match(summary, "+1 ~0 -0 routes in 1 of 2 clusters", log);
	assert.not.ok(existsSync(join(root, "pwned")));
});

test("says what is missing", () => {
	const { root } = repository({});
	const { status, log } = run(root);
	assert.is(status, 1);
	assert.match(
		log,
		"::error::there is no base to compare with; set the input base",
	);
});

test("fetches a base that a shallow checkout does not have", () => {
	const { root, base } = repository(CHANGED);
	commit(root);
	const clone = packageOf({});
	mustRun(clone, [
		"git",
		"clone",
		"--quiet",
		"--depth=1",
		`file://${root}`,
		".",
	]);
	mustRun(root, ["git", "config", "uploadpack.allowAnySHA1InWant", "true"]);
	mustRun(root, ["git", "branch", "old", base]);
	for (const named of ["origin/old", "old", base]) {
		const { summary, log } = run(clone, { with: { base: named } });
		assert.match(summary, /\+0 ~1 -0 routes \(\d+% of \d+\) in 1 cluster/, log);
	}
	const { status, log } = run(clone, { with: { base: "gone" } });
	assert.is(status, 1);
	assert.match(
		log,
		"::error::git can't fetch the base gone from origin; name a branch, a tag or a commit there",
	);
});

const git = (root: string, ...args: readonly string[]) =>
	mustRun(root, ["git", ...args]).stdout.trim();

/** A package of one cluster with so many nodes. */
const clusterFiles = (name: string, nodes: number) => ({
	[`clusters/${name}/avi-routes.yaml`]: configText({
		vrfContext: { name },
	}),
	[`clusters/${name}/Kptfile`]:
		"apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata: {name: x}\n",
	[`clusters/${name}/snapshot.yaml`]: snapshotText(
		clusterPool({ akoConfig: undefined }, nodes),
		name,
	),
});

/**
 * A server's repository with two packages. Its pull request gives east a node, after which main gave west one, and GitHub
 * merged it with that.
 */
function pullRequest(change: (root: string) => void = growEast) {
	const root = packageOf({
		...clusterFiles("east", 3),
		...clusterFiles("west", 3),
	});
	git(root, "init", "--quiet", "--initial-branch=main");
	git(root, "config", "uploadpack.allowAnySHA1InWant", "true");
	git(root, "config", "user.name", "e2e");
	git(root, "config", "user.email", "e2e@example.com");
	commit(root);
	const baseSha = git(root, "rev-parse", "HEAD");
	git(root, "switch", "--quiet", "--create", "change");
	change(root);
	commit(root);
	const headSha = git(root, "rev-parse", "HEAD");
	git(root, "switch", "--quiet", "main");
	packageOf(clusterFiles("west", 4), root);
	commit(root);
	git(root, "switch", "--quiet", "--detach");
	git(root, "merge", "--quiet", "--no-ff", "--message=merge", headSha);
	git(root, "update-ref", "refs/pull/7/merge", "HEAD");
	git(root, "update-ref", "refs/pull/7/head", headSha);
	git(root, "switch", "--quiet", "main");
	return { root, job: { pullRequest: "7", baseSha, headSha } };
}

function growEast(root: string): void {
	packageOf(clusterFiles("east", 4), root);
}

/** What actions/checkout leaves of a reference. */
function checkOut(
	origin: string,
	ref: string,
	{ depth = "--depth=1", folder = packageOf({}) } = {},
): string {
	const url = origin.startsWith("http") ? origin : `file://${origin}`;
	git(folder, "init", "--quiet");
	git(folder, "remote", "add", "origin", url);
	const branches = "+refs/heads/*:refs/remotes/origin/*";
	const refs = depth === "" ? [branches, ref] : [depth, ref];
	git(folder, "fetch", "--quiet", "--no-tags", "origin", ...refs);
	const commit = git(folder, "ls-remote", "origin", ref).split("\t")[0] ?? "";
	git(folder, "checkout", "--quiet", "--detach", commit);
	return folder;
}

for (const depth of ["--depth=1", "--depth=2", ""])
	for (const ref of ["refs/pull/7/merge", "refs/pull/7/head"])
		test(`tells only what the pull request changes: ${ref} ${depth}`, () => {
			const { root, job } = pullRequest();
			const clone = checkOut(root, ref, { depth });
			const path = "clusters";
			const { summary, log } = run(clone, { ...job, with: { path } });
			assert.match(summary, "`+1 ~0 -0 routes in 1 of 2 clusters`", log);
			assert.not.match(summary, "west");
		});

test("takes the event's base where nothing better is known, and an input before all", () => {
	const { root, job } = pullRequest();
	const clone = checkOut(root, "refs/pull/7/head");
	const given = { path: "clusters", base: "main" };
	const explicit = run(clone, { ...job, with: given });
	assert.match(explicit.summary, "+1 ~0 -1 routes", explicit.log);
	git(root, "branch", "--move", "main", "gone");
	const { summary, log } = run(clone, { ...job, with: { path: "clusters" } });
	assert.match(summary, "`+1 ~0 -0 routes in 1 of 2 clusters`", log);
});

test("compares a merge group with its base", () => {
	const { root, base } = repository(CHANGED);
	const { status, summary, calls } = run(root, { queueSha: base });
	assert.is(status, 0);
	assert.match(summary, "+0 ~1 -0 routes");
	assert.equal(calls, []);
});

test("does not check what the pull request removes", () => {
	const { root, job } = pullRequest((at) =>
		rmSync(join(at, "clusters/east"), { recursive: true }),
	);
	const clone = checkOut(root, "refs/pull/7/merge");
	for (const path of [
		"clusters/east\nclusters/west",
		"clusters/east/snapshot.yaml\nclusters/east/",
	]) {
		const { status, summary, log } = run(clone, { ...job, with: { path } });
		assert.is(status, 0, log);
		assert.match(summary, "| cluster gone | `east` |");
	}
	const never = run(clone, { ...job, with: { path: "clusters/nrth" } });
	assert.is(never.status, 1);
	assert.match(never.log, "clusters/nrth does not exist");
});

test("finds the repository in a folder of the workspace", () => {
	const { root, job } = pullRequest((at) =>
		packageOf(
			{
				"clusters/east/snapshot.yaml": snapshotText(
					clusterPool({ akoConfig: undefined, ...ERRORS }),
					"east",
				),
			},
			at,
		),
	);
	const workspace = packageOf({});
	const folder = packageOf({}, join(workspace, "repo"));
	checkOut(root, "refs/pull/7/merge", { folder });
	const { summary, log } = run(workspace, {
		...job,
		with: { path: "repo/clusters/east" },
	});
	assert.match(log, "::error file=clusters/east/snapshot.yaml,");
	assert.match(summary, "| new error | `east` |", log);
});

/** Serves repositories over HTTP to those who have the token; prints its port. */
const SERVER = `
const { createServer } = require("node:http");
const { spawn } = require("node:child_process");
const server = createServer((request, response) => {
	const { url, method, headers } = request;
	const wanted = "Basic " + Buffer.from("x-access-token:secret").toString("base64");
	if (headers.authorization !== wanted) {
		response.writeHead(401, { "www-authenticate": "Basic realm=git" });
		return response.end();
	}
	const [path, query = ""] = url.split("?");
	const cgi = spawn("git", ["http-backend"], { env: {
		...process.env, GIT_PROJECT_ROOT: process.argv[1], GIT_HTTP_EXPORT_ALL: "1", PATH_INFO: path,
		QUERY_STRING: query, REQUEST_METHOD: method, REMOTE_ADDR: "127.0.0.1",
		CONTENT_TYPE: headers["content-type"] ?? "", HTTP_CONTENT_ENCODING: headers["content-encoding"] ?? "",
		GIT_PROTOCOL: headers["git-protocol"] ?? "",
	} });
	request.pipe(cgi.stdin);
	const chunks = [];
	cgi.stdout.on("data", (chunk) => chunks.push(chunk));
	cgi.on("close", () => {
		const all = Buffer.concat(chunks);
		const end = all.indexOf("\\r\\n\\r\\n");
		for (const line of all.toString("latin1", 0, end).split("\\r\\n")) {
			const [name, value] = line.split(": ");
			if (name === "Status") response.statusCode = Number.parseInt(value);
			else response.setHeader(name, value);
		}
		response.end(all.subarray(end + 4));
	});
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

test("fetches with the token where the checkout kept none, and says what else helps", async () => {
	const { root, job } = pullRequest();
	const server = spawn(process.execPath, ["-e", SERVER, dirname(root)]);
	try {
		const [port] = await once(server.stdout, "data");
		const serverURL = `http://127.0.0.1:${String(port).trim()}`;
		const clone = checkOut(root, "refs/pull/7/merge");
		const url = `${serverURL}/${basename(root)}/.git`;
		git(clone, "remote", "set-url", "origin", url);
		const runWith = (token: string) =>
			run(clone, {
				...job,
				serverURL,
				with: { path: "clusters", token, report: "" },
			});
		const without = runWith("");
		assert.is(without.status, 1);
		assert.match(
			without.log,
			/::error::git can't fetch the base [0-9a-f]{40} from origin; let actions\/checkout fetch it \(fetch-depth: 0\)/,
		);
		const { summary, log } = runWith("secret");
		assert.match(summary, "`+1 ~0 -0 routes in 1 of 2 clusters`", log);
		const header = Buffer.from("x-access-token:secret").toString("base64");
		for (const text of ["secret", header]) assert.not.match(log, text);
		assert.not.match(git(clone, "config", "--list"), header);
	} finally {
		server.kill();
	}
});

test.run();
