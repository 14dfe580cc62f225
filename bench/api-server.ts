// Serves a dump of a cluster as an API server does, on loopback, and writes a kubeconfig for it:
// node build/bench/api-server.cjs DUMP.json FOLDER
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { writeKubeconfig } from "../test/kube/kubeconfig-file.ts";
import {
	type Content,
	makeCertificates,
	startStandIn,
} from "../test/kube/stand-in.ts";
import type { AnyResource } from "../test/support/function-run.ts";

const [, , dump = "", folder = ""] = process.argv;
const { items } = JSON.parse(readFileSync(dump, "utf8")) as {
	items: AnyResource[];
};

const ofKind = (kind: string) => items.filter((item) => item.kind === kind);
const content: Content = {
	"/api/v1/nodes": ofKind("Node"),
	"/apis/cilium.io/v2/ciliumnodes": ofKind("CiliumNode"),
	"/api/v1/services": ofKind("Service"),
};
for (const object of ofKind("ConfigMap")) {
	const { namespace, name } = object.metadata;
	content[`/api/v1/namespaces/${namespace}/configmaps/${name}`] = object;
}

const certificates = makeCertificates();
startStandIn(certificates, content).then(({ url }) => {
	const path = writeKubeconfig(folder, certificates, { bench: url });
	// Its name appears when all of it is there.
	renameSync(path, join(folder, "kubeconfig"));
	// The stand-in by itself keeps no process alive.
	setInterval(() => undefined, 60_000);
});
