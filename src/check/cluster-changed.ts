import { fieldPath } from "../model/lists.ts";
import { type Check, forEachCluster } from "./check.ts";

export const clusterChanged: Check = {
	id: "cluster-changed",
	severity: "error",
	description:
		"The snapshot is of another cluster than the one that the earlier AviRouteTables were made from: the uids of Namespace kube-system differ.",
	why: "With Cilium's default pool every cluster has the same pod CIDRs, so a snapshot taken with the wrong kubectl context looks like this cluster with new node addresses. Once applied, every route leads to the nodes of the other cluster. The uid of Namespace kube-system stays as long as a cluster lives.",
	remediation:
		"take the snapshot again with the right kubectl context; if the cluster was rebuilt, delete its earlier AviRouteTables and render again",
	example:
		"the snapshot of cluster prod is of another cluster: its Namespace kube-system has uid uid-b, the earlier AviRouteTable was made from uid-a",
	hides: [
		"too-many-removed-routes",
		"too-many-changed-routes",
		"ipam-mode-changed",
		"vrf-changed",
	],
	check: forEachCluster(({ cluster: { name, clusterUID }, earlier }) => {
		const before = earlier?.source?.clusterUID;
		if (before === undefined || clusterUID === undefined) return undefined;
		const { uid, source } = clusterUID;
		if (uid === before) return undefined;
		const message = `the snapshot of cluster ${name} is of another cluster: its Namespace kube-system has uid ${uid}, the earlier AviRouteTable was made from ${before}`;
		const isRaw = source.path === "";
		const field = isRaw ? fieldPath(source, "uid") : source.path;
		return { message, item: source.item, field, currentValue: uid };
	}),
};
