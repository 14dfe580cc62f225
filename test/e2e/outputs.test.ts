import { suite } from "uvu";
import * as assert from "uvu/assert";
import { mustRun, needing, render } from "./support.ts";
import {
	changedFiles,
	changedLines,
	commit,
	edit,
	workspaceOf,
} from "./workspace.ts";

const PACKAGE = "quickstart";
const SNAPSHOT = `${PACKAGE}/cluster-snapshot.yaml`;
const OUTPUTS = `${PACKAGE}/avi-routes/prod-east`;
const TABLE = `${OUTPUTS}/route-table.yaml`;
const PATCH = `${OUTPUTS}/cilium-config-patch.yaml`;
const SCTP_PORT =
	"  sctpPorts:\n  - {kind: Service, namespace: telco, name: amf-n2, type: LoadBalancer, port: 38412, targetPort: 38412}\n";

const NODE = `
  - {name: worker-2a, uid: u-2a, addresses: [{type: InternalIP, address: 192.168.0.20}, {type: InternalIP, address: "fd11::20"}], podCIDR: 10.244.9.0/24, podCIDRs: [10.244.9.0/24], kernelVersion: 6.8.0-45-generic}
  ciliumNodes:
  - {name: worker-2a, ownerUID: u-2a, addresses: [{type: InternalIP, address: 192.168.0.20}, {type: InternalIP, address: "fd11::20"}], podCIDRs: [10.0.9.0/24, "fd00:10::900/120"]}
`;
const ROUTES = [
	"+  - {prefix: 10.0.9.0/24, nextHop: 192.168.0.20, node: worker-2a, routeID: prod-east-10.0.9.0-24}",
	'+  - {prefix: "fd00:10::900/120", nextHop: "fd11::20", node: worker-2a, routeID: "prod-east-fd00:10::900-120"}',
];

/** The quickstart, rendered. */
function rendered(): string {
	const root = workspaceOf(PACKAGE);
	render(root, PACKAGE);
	commit(root);
	return root;
}

const addNode = (root: string) =>
	edit(root, SNAPSHOT, "\n  ciliumNodes:\n", NODE);

const test = suite("outputs from render to render");
const kptTest = needing(test, "kpt");

kptTest("a new node adds its lines, and no other", () => {
	const root = rendered();
	addNode(root);
	commit(root);
	render(root, PACKAGE);
	assert.equal(changedFiles(root), [` M ${TABLE}`]);
	assert.equal(changedLines(root, TABLE), ROUTES);
});

kptTest(
	"an output that was moved stays where it is, and is kept up to date",
	() => {
		const root = rendered();
		const moved = `${PACKAGE}/routes.yaml`;
		mustRun(root, ["git", "mv", TABLE, moved]);
		commit(root);
		render(root, PACKAGE);
		assert.equal(changedFiles(root), []);
		addNode(root);
		commit(root);
		render(root, PACKAGE);
		assert.equal(changedFiles(root), [` M ${moved}`]);
		assert.equal(changedLines(root, moved), ROUTES);
	},
);

kptTest("the SCTP patch stays when it has taken effect", () => {
	const root = rendered();
	edit(root, SNAPSHOT, 'enable-sctp: "false"', 'enable-sctp: "true"');
	commit(root);
	render(root, PACKAGE);
	assert.equal(changedFiles(root), []);
});

kptTest("the SCTP patch goes with the last SCTP port", () => {
	const root = rendered();
	edit(root, SNAPSHOT, SCTP_PORT, "");
	commit(root);
	render(root, PACKAGE);
	assert.equal(changedFiles(root), [` D ${PATCH}`]);
});

test.run();
