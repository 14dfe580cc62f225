import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
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
	/** What the stub of gh prints for the list of comments. */
	readonly comments?: string;
	/** The method that the stub of gh refuses. */
	readonly refuses?: string;
	/** True on a server that takes no artifacts. */
	readonly hasNoArtifacts?: true;
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
		"inputs.base || github.event.pull_request.base.sha":
			given.base || (job.baseSha ?? ""),
		"inputs.token": "token",
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
	assert.match(log, "::error::git can't fetch the base gone from origin");
});

test.run();
