import { writeSync } from "node:fs";
import { parseArgs } from "node:util";
import {
	type FleetCluster,
	makeFleet,
	type Stack,
	type Wish,
} from "./fleet.ts";
import { rawObjects } from "./raw-text.ts";
import { snapshotText } from "./snapshot-text.ts";

type Items = (cluster: FleetCluster, wish: Wish) => Iterable<string>;

/** The forms of input: raw objects as people keep them, a full kubectl dump, a ClusterSnapshot with what routes need or with all fields. */
const FORMS: Readonly<Record<string, Items>> = {
	raw: (cluster, wish) => rawObjects(cluster, wish, "kept"),
	dump: (cluster, wish) => rawObjects(cluster, wish, "dump"),
	snapshot: (cluster, wish) => snapshotText(cluster, wish, true),
	"whole-snapshot": (cluster, wish) => snapshotText(cluster, wish, false),
};

const { values } = parseArgs({
	options: {
		form: { type: "string", default: "raw" },
		seed: { type: "string", default: "1" },
		nodes: { type: "string", default: "5" },
		clusters: { type: "string", default: "1" },
		stack: { type: "string", default: "V4" },
		images: { type: "string", default: "0" },
		anomalies: { type: "string", default: "0" },
		list: { type: "boolean", default: false },
	},
});
const form = FORMS[values.form];
if (form === undefined) {
	process.stderr.write(
		`error: form is ${JSON.stringify(values.form)}; want one of ${Object.keys(FORMS).join(", ")}\n`,
	);
	process.exit(2);
}
const wish: Wish = {
	seed: Number(values.seed),
	nodes: Number(values.nodes),
	clusters: Number(values.clusters),
	stack: values.stack as Stack,
	images: Number(values.images),
	anomalies: Number(values.anomalies),
};

const HEAD = values.list
	? "apiVersion: v1\nitems:\n"
	: "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: args\n  data:\n    clusterName: prod\nitems:\n";
const TAIL = values.list ? "kind: List\n" : "";

let pending = HEAD;
for (const cluster of makeFleet(wish))
	for (const text of form(cluster, wish)) {
		pending += text;
		if (pending.length > 1 << 20) pending = flush(pending);
	}
flush(pending + TAIL);

/** Writes all of the text; a pipe may take only a part of it at once. */
function flush(text: string): string {
	let bytes = Buffer.from(text);
	while (bytes.length > 0) bytes = bytes.subarray(writeSync(1, bytes));
	return "";
}
