import { spawn } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { writeKubeconfig } from "../kube/kubeconfig-file.ts";
import { dumpOf } from "../kube/live-cluster.ts";
import { scratchFolder } from "../kube/run-snapshot.ts";
import { makeCertificates, startStandIn } from "../kube/stand-in.ts";
import { DIST, PROGRAM } from "../support/dist.ts";
import {
	type Block,
	blocksOf,
	isShown,
	rewriteOutputs,
	scriptOf,
} from "../support/guide.ts";
import { guideCluster, leaving } from "../support/guide-cluster.ts";
import { mustRun, needing } from "./support.ts";
import { commit } from "./workspace.ts";

/**
 * Each page is followed from top to bottom in one shell, which stands in a folder that holds nothing but a clone of this
 * repository, without its tests and fixtures (the README's in the clone). The cluster that kubectl and `snapshot` see is
 * that of the quickstart. UPDATE_GOLDEN=1 writes into the pages what their commands print, and fails.
 */
const PAGES = [
	"README.md",
	...readdirSync("docs")
		.filter((file) => file.endsWith(".md"))
		.map((file) => `docs/${file}`)
		.filter((page) => !readFileSync(page, "utf8").startsWith("<!-- Generated")),
];

const isUpdate = process.env.UPDATE_GOLDEN === "1";
const scratch = scratchFolder();
const certificates = makeCertificates();

/** A folder that holds nothing but the clone `avi-routes`, built; without what only a builder needs. */
function folderWithClone(isBuilder: boolean): string {
	const root = mkdtempSync(join(scratch, "guide-"));
	const clone = join(root, "avi-routes");
	const list = ["git", "-c", "safe.directory=*", "ls-files", "-z"];
	// The build tries its bundle on a few fixtures.
	const others = isBuilder ? [":!test"] : [":!test", ":!fixtures"];
	const files = mustRun(".", [...list, "--", ...others]).stdout.split("\0");
	for (const file of files.slice(0, -1).filter(existsSync))
		cpSync(file, join(clone, file));
	cpSync(DIST, join(clone, "dist"), { recursive: true });
	symlinkSync(resolve("node_modules"), join(clone, "node_modules"));
	mustRun(clone, ["git", "init", "--quiet"]);
	writeFileSync(join(clone, ".git/info/exclude"), "/node_modules\n");
	commit(clone);
	return root;
}

/** The environment of a reader: a PATH, a cluster to talk to, and a name for commits. */
function environment(
	page: string,
	servers: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
	const home = mkdtempSync(join(scratch, "home-"));
	const bin = join(home, "bin");
	cpSync("test/e2e/guide-bin", bin, { recursive: true });
	// The README puts it there itself.
	if (page !== "README.md") symlinkSync(PROGRAM, join(bin, "avi-routes"));
	const dump = join(home, "cluster.json");
	writeFileSync(dump, JSON.stringify(dumpOf(guideCluster("prod-east"))));
	writeFileSync(
		join(home, ".gitconfig"),
		"[user]\nname = me\nemail = me@example.com\n[init]\ndefaultBranch = main\n",
	);
	return {
		PATH: `${bin}${delimiter}${process.env.PATH}`,
		HOME: home,
		GUIDE_BIN: bin,
		GUIDE_CLUSTER: dump,
		KUBECONFIG: writeKubeconfig(home, certificates, servers),
		GIT_CONFIG_NOSYSTEM: "1",
		npm_config_update_notifier: "false",
	};
}

/** Follows the blocks in a folder; the exit code, and what each block printed, by its number. */
async function follow(page: string, root: string, blocks: readonly Block[]) {
	const [east, west] = [guideCluster("prod-east"), guideCluster("prod-west")];
	const servers = {
		east: await startStandIn(certificates, east, leaving(east)),
		west: await startStandIn(certificates, west),
	};
	const out = mkdtempSync(join(scratch, "out-"));
	const urls = { east: servers.east.url, west: servers.west.url };
	const shell = spawn("bash", ["-c", scriptOf(blocks, out)], {
		cwd: page === "README.md" ? join(root, "avi-routes") : root,
		env: environment(page, urls),
		stdio: "ignore",
	});
	const code = await new Promise((done) => shell.on("close", done));
	for (const server of Object.values(servers)) server.stop();
	const printed = new Map<number, string>();
	for (const [i] of blocks.entries())
		if (existsSync(join(out, String(i))))
			printed.set(i, readFileSync(join(out, String(i)), "utf8"));
	return { code, printed };
}

const test = suite("the guides");

for (const page of PAGES) {
	const blocks = blocksOf(page);
	const commands = blocks.filter(({ role }) => role === "run");
	if (commands.length === 0) continue;
	const tool = (["kpt", "kustomize"] as const).find((name) =>
		commands.some(({ text }) => new RegExp(`^${name} `, "m").test(text)),
	);
	const guideTest = tool === undefined ? test : needing(test, tool);

	guideTest(`${page} can be followed`, async () => {
		const root = folderWithClone(page === "README.md");
		const { code, printed } = await follow(page, root, blocks);
		const last = Math.max(...printed.keys());
		const at = (i: number) => `${page}:${blocks[i]?.line}`;
		assert.is(code, 0, `${at(last)} fails: ${printed.get(last)}`);
		const outputs = new Map<number, string>();
		for (const [i, { role, text }] of blocks.entries()) {
			if (role !== "output" && role !== "in") continue;
			const isOutput = role === "output";
			const real = printed.get(isOutput ? i - 1 : i) ?? "";
			if (isOutput) outputs.set(i, real);
			if (isUpdate && isOutput) continue;
			assert.ok(
				isShown(text, real, isOutput),
				`${at(i)} shows\n${text}\nbut there is\n${real}`,
			);
		}
		const status = ["git", "status", "--porcelain"];
		assert.is(mustRun(join(root, "avi-routes"), status).stdout, "");
		if (!isUpdate) return;
		rewriteOutputs(page, outputs);
		assert.unreachable("outputs were rewritten: read the diff");
	});
}

test("there are guides", () => assert.ok(PAGES.length >= 10));

test.run();
