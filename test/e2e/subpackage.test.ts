import { suite } from "uvu";
import * as assert from "uvu/assert";
import { needing, render } from "./support.ts";
import {
	changedFiles,
	changedLines,
	commit,
	edit,
	workspaceOf,
} from "./workspace.ts";

const PACKAGE = "kpt-subpackage";
const OUTPUTS = [
	"ako-values-configmap.yaml",
	"cilium-config-patch.yaml",
	"route-table.yaml",
];

/** A package and its subpackage, both rendered. */
function rendered(): string {
	const root = workspaceOf(PACKAGE);
	render(root, PACKAGE);
	commit(root);
	return root;
}

const test = suite("kpt fn render of a package with a subpackage");
const kptTest = needing(test, "kpt");

kptTest("each package gets outputs of its own", () => {
	const root = workspaceOf(PACKAGE);
	render(root, PACKAGE);
	const folders = ["avi-routes/core", "edge/avi-routes/edge"];
	assert.equal(
		changedFiles(root),
		folders.flatMap((folder) =>
			OUTPUTS.map((file) => `?? ${PACKAGE}/${folder}/${file}`),
		),
	);
});

kptTest("a second render changes nothing, of the subpackage alone too", () => {
	const root = rendered();
	render(root, PACKAGE);
	assert.equal(changedFiles(root), []);
	render(root, `${PACKAGE}/edge`);
	assert.equal(changedFiles(root), []);
});

for (const [where, snapshot, table, route] of [
	[
		"parent",
		`${PACKAGE}/cluster-snapshot.yaml`,
		`${PACKAGE}/avi-routes/core/route-table.yaml`,
		"{prefix: 10.16.3.0/24, nextHop: 172.16.4.13, node: worker-3, routeID: core-10.16.3.0-24}",
	],
	[
		"subpackage",
		`${PACKAGE}/edge/cluster-snapshot.yaml`,
		`${PACKAGE}/edge/avi-routes/edge/route-table.yaml`,
		"{prefix: 10.24.3.0/24, nextHop: 172.24.4.13, node: worker-3, routeID: edge-10.24.3.0-24}",
	],
] as const) {
	kptTest(`a node that leaves the ${where} leaves one table`, () => {
		const root = rendered();
		// Its lines as a Node and as a CiliumNode.
		edit(root, snapshot, /^ {2}- \{name: worker-3, .*\n/gm, "");
		commit(root);
		render(root, PACKAGE);
		assert.equal(changedFiles(root), [` M ${table}`]);
		assert.equal(changedLines(root, table), [`-  - ${route}`]);
	});
}

test.run();
