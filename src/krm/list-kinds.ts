/** Lists of the kinds that this tool reads; another kind that ends so may be anything. */
const PACKED =
	/^(?:Node|CiliumNode|CiliumPodIPPool|ConfigMap|Service|Gateway|DaemonSet|StatefulSet|ClusterSnapshot)List$/;

/** True for `v1 List`, `NodeList` and every other kind that kubectl packs objects into. */
export function isListKind(apiVersion: unknown, kind: unknown): boolean {
	return kind === "List"
		? apiVersion === "v1"
		: typeof kind === "string" && PACKED.test(kind);
}
