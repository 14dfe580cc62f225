import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { linesOf, mustRun, needing, render } from "./support.ts";
import { changedFiles, commit, read, workspace } from "./workspace.ts";

const OUTPUTS = "examples/quickstart/avi-routes/prod-east";

/** A copy of the files that git tracks here, as they are now; of anyone's checkout, hence safe.directory. */
const repository = () =>
	workspace((root) => {
		const list = ["git", "-c", "safe.directory=*", "ls-files", "-z"];
		const tracked = mustRun(".", list).stdout.split("\0").slice(0, -1);
		for (const file of tracked.filter(existsSync))
			cpSync(file, join(root, file));
	});

const test = suite("kpt fn render of the repository's root");
const kptTest = needing(test, "kpt");

kptTest("renders the quickstart and no other package", () => {
	const root = repository();
	assert.match(render(root, "."), "[PASS]");
	assert.equal(changedFiles(root), [
		`?? ${OUTPUTS}/ako-values-configmap.yaml`,
		`?? ${OUTPUTS}/cilium-config-patch.yaml`,
		`?? ${OUTPUTS}/route-table.yaml`,
	]);
});

kptTest("writes one line a route", () => {
	const root = repository();
	render(root, ".");
	const routes = linesOf(read(root, `${OUTPUTS}/route-table.yaml`)).filter(
		(line) => line.includes("prefix"),
	);
	const family = ["IPv4", "IPv6"];
	const nodes = ["control-1", "worker-1", "worker-2", "worker-3"];
	assert.equal(
		routes.map(
			(line) =>
				/^ {2}- \{prefix: (.*?), nextHop: .*, node: (.*?), routeID: .*\}$/.exec(
					line,
				)?.[2],
		),
		nodes.flatMap((node) => family.map(() => node)),
	);
});

kptTest("a second render changes nothing", () => {
	const root = repository();
	render(root, ".");
	commit(root);
	assert.match(render(root, "."), "[PASS]");
	assert.equal(changedFiles(root), []);
});

test.run();
