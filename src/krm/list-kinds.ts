/** Lists of the kinds that this tool reads; another kind that ends so may be anything. */
const PACKED = new Set([
	...["NodeList", "CiliumNodeList", "CiliumPodIPPoolList", "ConfigMapList"],
	...["ServiceList", "GatewayList", "DaemonSetList", "StatefulSetList"],
	"ClusterSnapshotList",
]);

/** True for `v1 List`, `NodeList` and every other kind that kubectl packs objects into. */
export function isListKind(apiVersion: unknown, kind: unknown): boolean {
	return kind === "List"
		? apiVersion === "v1"
		: typeof kind === "string" && PACKED.has(kind);
}
