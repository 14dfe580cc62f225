import {
	existsSync,
	mkdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { scratchFolder } from "../kube/run-snapshot.ts";
import { PROGRAM } from "../support/dist.ts";
import type { AnyResource } from "../support/function-run.ts";
import { configText, packageOf } from "../support/packages.ts";
import {
	type ApiServer,
	kubeconfigFor,
	needingApiServer,
	withApiServer,
} from "./api-server.ts";
import { type Cilium, findCilium, unless } from "./cilium.ts";
import { fill } from "./live-objects.ts";
import { needingPods, runInPod, serviceAccountFolder } from "./pod.ts";
import { linesOf, mustRun, type Ran, run } from "./support.ts";
import { commit } from "./workspace.ts";

const WHAT = "the CronJob and the workflow of deploy/snapshot";
const BRANCH = "snapshot/prod-east";
const FILE = "clusters/prod-east/cluster-snapshot.yaml";
const ACCOUNT = "system:serviceaccount:avi-system:avi-routes-snapshot";

const deployed = (name: string) =>
	readFileSync(`deploy/snapshot/${name}`, "utf8");

/** A server of a cluster of five nodes, with the account and the rights of cluster-role.yaml; the account's token. */
function prepare(server: ApiServer): string {
	const { kubectl } = server;
	fill(server, cilium as Cilium, 5);
	kubectl(["apply", "-f", "deploy/snapshot/cluster-role.yaml"]);
	const create = ["create", "token", "avi-routes-snapshot", "-n", "avi-system"];
	return kubectl(create).trim();
}

/** What the account may do, as the server says it. */
function mayAccount({ tryKubectl }: ApiServer, ...what: string[]): boolean {
	const ask = ["auth", "can-i", ...what, `--as=${ACCOUNT}`, "--quiet"];
	return tryKubectl(ask).status === 0;
}

/** What the kubelet gives a pod of the account. */
function podOf({ port, authority }: ApiServer, token: string) {
	return {
		serviceAccount: serviceAccountFolder(join(scratchFolder(), "account"), {
			token,
			"ca.crt": readFileSync(authority, "utf8"),
			namespace: "avi-system",
		}),
		env: {
			KUBERNETES_SERVICE_HOST: "127.0.0.1",
			KUBERNETES_SERVICE_PORT: String(port),
		},
	};
}

const test = suite("what keeps a snapshot current");
const cilium = findCilium(WHAT);
const serverTest = unless(cilium === undefined, needingApiServer(test, WHAT));
const podTest = needingPods(serverTest, "the CronJob of deploy/snapshot");

podTest("the CronJob's command, in a pod of its service account", () =>
	withApiServer((server) => {
		const { kubectl, tryKubectl } = server;
		const token = prepare(server);
		const made = tryKubectl(["apply", "-f", "-"], deployed("cronjob.yaml"));
		assert.is(made.status, 0, made.stderr);
		assert.is(made.stderr, "", "no warning of unknown fields");

		const { spec } = load(deployed("cronjob.yaml")) as AnyResource;
		const pod = spec.jobTemplate.spec.template.spec;
		const [{ command, volumeMounts }] = pod.containers;
		assert.is(pod.serviceAccountName, "avi-routes-snapshot");
		assert.is(volumeMounts[0].mountPath, "/git");
		const git = join(scratchFolder(), "git");
		mkdirSync(join(git, "current", FILE, ".."), { recursive: true });
		const start = (argv: readonly string[], bearer = token): Ran =>
			runInPod(argv, {
				...podOf(server, bearer),
				volumes: { "/git": git },
				user: pod.securityContext.runAsUser,
			});

		const taken = start(["avi-routes", "snapshot"]);
		assert.is(taken.status, 0, taken.stderr);
		assert.not.match(taken.stderr, /warning|forbidden|403/);
		const admin = ["snapshot", `--kubeconfig=${server.kubeconfig}`];
		const asAdmin = mustRun(".", [PROGRAM, ...admin]);
		assert.is(taken.stdout, asAdmin.stdout, "the rights leave nothing out");
		writeFileSync(join(git, "current", FILE), taken.stdout);

		const same = start(command);
		assert.is(same.status, 0, same.stderr);
		assert.is(same.stdout, "");
		kubectl(["delete", "node/node-3", "ciliumnode/node-3"]);
		const drift = start(command);
		assert.is(drift.status, 1, drift.stderr);
		assert.match(drift.stdout, /- 10\.0\.3\.0\/24/);

		for (const [ran, says] of [
			[start(command, "no-token-of-this-server"), /\(401\)/],
			[start(command, `${token.slice(0, -9)}AAAAAAAAA`), /\(401\)/],
			[
				start(["avi-routes", "snapshot", "--check", "/git/none.yaml"]),
				/does not exist/,
			],
		] as const) {
			assert.is(ran.status, 2, ran.stderr);
			assert.match(ran.stderr, says);
			assert.not.match(ran.stderr, /127\.0\.0\.1|AAAAAAAAA|no-token/);
		}
		kubectl(["delete", "clusterrolebinding", "avi-routes-snapshot"]);
		const forbidden = start(command);
		assert.is(forbidden.status, 2);
		assert.match(forbidden.stderr, /cilium-config .*may not read it \(403\)/);
	}),
);

podTest("the CronJob that pushes a snapshot to a branch", () =>
	withApiServer((server) => {
		const { kubectl, tryKubectl } = server;
		const token = prepare(server);
		const text = deployed("pull-request-cronjob.yaml");
		const made = tryKubectl(["apply", "-f", "-"], text);
		assert.is(made.status, 0, made.stderr);
		assert.is(made.stderr, "", "no warning of unknown fields");
		const { spec } = load(text) as AnyResource;
		const pod = spec.jobTemplate.spec.template.spec;
		const [{ command, env }] = pod.containers;
		const user = pod.securityContext.runAsUser;

		const folder = scratchFolder();
		const remote = remoteIn(folder, { "README.md": "the fleet\n" });
		let runs = 0;
		const start = (): Ran => {
			const work = join(folder, `work-${runs++}`);
			mkdirSync(work);
			mustRun(folder, ["chown", "-R", `${user}:${user}`, remote, work]);
			const own = podOf(server, token);
			const given = env.map(({ name, value }: AnyResource) => [name, value]);
			return runInPod(command, {
				...own,
				writable: { "/work": work, "/repository.git": remote },
				env: {
					...own.env,
					...Object.fromEntries(given),
					REPOSITORY: "file:///repository.git",
				},
				user,
			});
		};
		const inRemote = (...args: string[]) =>
			mustRun(remote, ["git", "-c", "safe.directory=*", ...args]).stdout.trim();

		const pushed = start();
		assert.is(pushed.status, 0, pushed.stderr);
		assert.is(pushed.stdout, `pushed ${BRANCH}\n`);
		assert.is(inRemote("diff", "--name-only", "main", BRANCH), FILE);
		const before = inRemote("rev-parse", BRANCH);
		assert.is(start().stdout, `${BRANCH} has it\n`);
		assert.is(inRemote("rev-parse", BRANCH), before);
		inRemote("update-ref", "refs/heads/main", BRANCH);
		assert.is(start().stdout, "nothing has changed\n");

		kubectl(["delete", "node/node-3", "ciliumnode/node-3"]);
		assert.is(start().stdout, `pushed ${BRANCH}\n`);
		assert.match(inRemote("diff", "main", BRANCH), /^-.*name: node-3/m);
		kubectl(["delete", "clusterrolebinding", "avi-routes-snapshot"]);
		const after = inRemote("rev-parse", BRANCH);
		const forbidden = start();
		assert.is(forbidden.status, 2, forbidden.stderr);
		assert.match(forbidden.stderr, /\(403\)/);
		assert.is(inRemote("rev-parse", BRANCH), after);
	}),
);

serverTest(
	"the ClusterRole grants nothing but reading, as the server says",
	() =>
		withApiServer((server) => {
			prepare(server);
			for (const allowed of [
				["list", "nodes"],
				["get", "configmaps/cilium-config", "-n", "kube-system"],
				["list", "ciliumnodes.cilium.io"],
			])
				assert.ok(mayAccount(server, ...allowed), allowed.join(" "));
			for (const denied of [
				["get", "secrets", "-n", "avi-system"],
				["list", "secrets", "-A"],
				["list", "configmaps", "-n", "kube-system"],
				["get", "configmaps/other", "-n", "kube-system"],
				["watch", "nodes"],
				["patch", "nodes"],
				["create", "configmaps", "-n", "avi-system"],
				["delete", "ciliumnodes.cilium.io"],
			])
				assert.not.ok(mayAccount(server, ...denied), denied.join(" "));
		}),
);

/** A bare repository whose branch main holds the files. */
function remoteIn(
	folder: string,
	files: Readonly<Record<string, string>>,
): string {
	const [remote, first] = [join(folder, "remote.git"), join(folder, "first")];
	mustRun(folder, ["git", "init", "--quiet", "--bare", "-b", "main", remote]);
	mustRun(folder, ["git", "clone", "--quiet", remote, first]);
	packageOf(files, first);
	commit(first);
	mustRun(first, ["git", "push", "--quiet", "origin", "HEAD:main"]);
	return remote;
}

/** Stands for the command line of GitHub: notes what it is asked, and knows one pull request once it is made. */
const GH = `#!/bin/sh
echo "$1 $2" >> "$GH_LOG"
case "$2" in
create) touch "$GH_LOG.open" ;;
view) [ -e "$GH_LOG.open" ] && echo OPEN || exit 1 ;;
esac
`;

test("the workflow that opens a pull request for a branch that is pushed", () => {
	const folder = scratchFolder();
	const log = join(folder, "gh.log");
	writeFileSync(join(folder, "gh"), GH, { mode: 0o755 });
	writeFileSync(log, "");
	const workflow = load(deployed("open-pull-request.yaml")) as AnyResource;
	const step = workflow.jobs.open.steps.find(
		({ name }: AnyResource) => name === "Open a pull request",
	);
	assert.equal(workflow.on, { push: { branches: ["snapshot/*"] } });
	assert.match(step.env.BRANCH, "{{ github.ref_name }}");
	const push = () => {
		const variables = {
			GH_LOG: log,
			BRANCH,
			PATH: `${folder}:${process.env.PATH}`,
		};
		const env = Object.entries(variables).map((pair) => pair.join("="));
		const bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"];
		mustRun(folder, ["env", ...env, ...bash, step.run]);
		return linesOf(readFileSync(log, "utf8"));
	};
	assert.equal(push(), ["pr view", "pr create"]);
	assert.equal(push().slice(2), ["pr view"]);
});

serverTest("the workflow's steps, in a checkout of a repository", () =>
	withApiServer((server) => {
		const { kubectl } = server;
		const token = prepare(server);
		const folder = scratchFolder();
		const config = "clusters/prod-east/avi-routes.yaml";
		const remote = remoteIn(folder, { [config]: configText() });
		const [bin, log] = [join(folder, "bin"), join(folder, "gh.log")];
		mkdirSync(bin);
		symlinkSync(PROGRAM, join(bin, "avi-routes"));
		writeFileSync(join(bin, "gh"), GH, { mode: 0o755 });
		writeFileSync(log, "");

		const [job] = Object.values(
			(load(deployed("pull-request.yaml")) as AnyResource).jobs,
		) as AnyResource[];
		const account = kubeconfigFor({ ...server, token });
		const context: Record<string, string> = {
			"secrets.KUBECONFIG": account,
			"github.token": "gh-token",
		};
		const inWords = (text: string) =>
			text.replace(/\$\{\{ (.+?) \}\}/g, (_, name) => {
				assert.ok(name in context, name);
				return context[name] ?? "";
			});
		let checkouts = 0;
		/** Runs the job on a new checkout of main, as a runner does; what it printed, and what the last step came to. */
		const runJob = (): Ran & { readonly root: string } => {
			const root = join(folder, `checkout-${checkouts++}`);
			const temp = `${root}-temp`;
			mkdirSync(temp);
			mustRun(folder, ["git", "clone", "--quiet", remote, root]);
			let all: Ran = { status: 0, stdout: "", stderr: "" };
			for (const step of job?.steps ?? []) {
				if (step.run === undefined || all.status !== 0) continue;
				const env = Object.entries({
					RUNNER_TEMP: temp,
					GH_LOG: log,
					PATH: `${bin}:${process.env.PATH}`,
					...(step.env ?? {}),
				}).map(([key, value]) => `${key}=${inWords(String(value))}`);
				const bash = ["bash", "--noprofile", "--norc", "-e", "-c", step.run];
				const ran = run(root, ["env", ...env, ...bash]);
				all = {
					status: ran.status,
					stdout: all.stdout + ran.stdout,
					stderr: all.stderr + ran.stderr,
				};
				assert.not.ok(existsSync(join(temp, "kubeconfig")), "it is removed");
			}
			return { ...all, root };
		};
		const asked = () => linesOf(readFileSync(log, "utf8"));
		const inRemote = (...args: string[]) =>
			mustRun(remote, ["git", ...args]).stdout;
		const push = (root: string, from: string) =>
			mustRun(root, ["git", "push", "--quiet", "origin", `${from}:main`]);
		const opened = runJob();
		assert.is(opened.status, 0, opened.stderr);
		assert.equal(asked(), ["pr view", "pr create"]);
		const file = inRemote("show", `${BRANCH}:${FILE}`);
		assert.match(file, "node-3");
		const [changed] = [inRemote("diff", "--name-only", "main", BRANCH)];
		assert.equal(linesOf(changed), [FILE]);
		const opening = inRemote("rev-parse", BRANCH);

		const again = runJob();
		assert.is(again.status, 0, again.stderr);
		assert.is(inRemote("rev-parse", BRANCH), opening, "no push for nothing");
		assert.not.ok(asked().slice(2).includes("pr create"), asked().join());

		kubectl(["delete", "node/node-3", "ciliumnode/node-3"]);
		const more = runJob();
		assert.is(more.status, 0, more.stderr);
		assert.not.match(inRemote("show", `${BRANCH}:${FILE}`), "node-3");
		assert.is(asked().filter((one) => one === "pr create").length, 1);

		push(more.root, "HEAD");
		const known = asked().length;
		const nothing = runJob();
		assert.is(nothing.status, 0, nothing.stderr);
		assert.match(nothing.stdout, "nothing has changed");
		assert.is(asked().length, known);

		kubectl(["delete", "clusterrolebinding", "avi-routes-snapshot"]);
		kubectl(["delete", "node/node-1", "ciliumnode/node-1"]);
		const head = inRemote("rev-parse", BRANCH);
		const forbidden = runJob();
		assert.is(forbidden.status, 2, forbidden.stderr);
		assert.match(forbidden.stderr, /\(403\).*nothing was written/);
		assert.is(inRemote("rev-parse", BRANCH), head);
		for (const { stdout, stderr } of [opened, again, more, forbidden])
			assert.not.match(stdout + stderr, token);
	}),
);

test.run();
