import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mustRun, needing, render } from "./support.ts";
import {
	changedFiles,
	commit,
	edit,
	readAll,
	workspaceOf,
} from "./workspace.ts";

const test = suite("render --in-place");
const kptTest = needing(test, "kpt");
const inPlace = (root: string, path: string) =>
	mustRun(root, ["dist/avi-routes.cjs", "render", "--in-place", path]);

/** A workspace of a package whose files kpt has formatted once, as it does with every file that it touches. */
function formatted(name: string): string {
	const root = workspaceOf(name);
	mustRun(root, ["kpt", "fn", "eval", name, "--exec", "/bin/cat"]);
	if (changedFiles(root).length > 0) commit(root);
	return root;
}

for (const name of ["quickstart", "kpt-raw-objects"]) {
	kptTest(`writes ${name} byte for byte as kpt does`, () => {
		const [byKpt, byUs] = [formatted(name), formatted(name)];
		render(byKpt, name);
		inPlace(byUs, name);
		assert.ok(changedFiles(byUs).length > 0);
		assert.equal(readAll(byUs, name), readAll(byKpt, name));
	});

	test(`changes nothing when ${name} is rendered again`, () => {
		const root = workspaceOf(name);
		inPlace(root, name);
		commit(root);
		inPlace(root, name);
		assert.equal(changedFiles(root), []);
	});
}

test("removes what is no longer wanted, and writes nothing on errors", () => {
	const root = workspaceOf("quickstart");
	inPlace(root, "quickstart");
	commit(root);
	edit(root, "quickstart/cluster-snapshot.yaml", / {2}sctpPorts:\n.*\n/, "");
	inPlace(root, "quickstart");
	assert.ok(
		changedFiles(root).includes(
			" D quickstart/avi-routes/prod-east/cilium-config-patch.yaml",
		),
	);
});

test.run();
