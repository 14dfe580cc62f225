import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { rawObjects } from "../group/raw-objects.ts";
import { type Content, type Fault, send } from "../kube/stand-in.ts";
import type { AnyResource } from "./function-run.ts";

const PATHS: Readonly<Record<string, string>> = {
	Node: "/api/v1/nodes",
	CiliumNode: "/apis/cilium.io/v2/ciliumnodes",
	Service: "/api/v1/services",
	ConfigMap: "/api/v1/namespaces/NAMESPACE/configmaps/NAME",
	DaemonSet: "/apis/apps/v1/namespaces/NAMESPACE/daemonsets/NAME",
	StatefulSet: "/apis/apps/v1/namespaces/NAMESPACE/statefulsets/NAME",
	Namespace: "/api/v1/namespaces/NAME",
};

/** The cluster of examples/quickstart, by another name, as the API has it. */
export function guideCluster(name: string): Content {
	const text = readFileSync(
		"examples/quickstart/cluster-snapshot.yaml",
		"utf8",
	);
	const { spec } = load(text.replaceAll("prod-east", name)) as AnyResource;
	const content: Record<string, AnyResource> = {};
	for (const object of rawObjects({ ...spec, clusterUID: `uid-of-${name}` })) {
		const { name: own, namespace } = object.metadata;
		const pattern = PATHS[object.kind] ?? "";
		const path = pattern.replace("NAMESPACE", namespace).replace("NAME", own);
		content[path] = pattern.endsWith("NAME")
			? object
			: [...(content[path] ?? []), object];
	}
	return content;
}

/** Once it has been asked, worker-3 leaves the cluster. */
export function leaving(content: Content): Fault {
	return ({ path }, response, nth) => {
		const list = content[path];
		if (nth === 1 || !/nodes$/.test(path) || !Array.isArray(list)) return false;
		const items = list.filter(({ metadata }) => metadata.name !== "worker-3");
		const kind = `${list[0]?.kind}List`;
		send(response, 200, { kind, apiVersion: "v1", metadata: {}, items });
		return true;
	};
}
