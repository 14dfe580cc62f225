/** Annotation and label keys of the wire contract and of this project. */
export const LOCAL_CONFIG = "config.kubernetes.io/local-config";
export const PATH = "internal.config.kubernetes.io/path";
export const INDEX = "internal.config.kubernetes.io/index";
export const PACKAGE_PATH = "internal.config.kubernetes.io/package-path";
export const LEGACY_PATH = "config.kubernetes.io/path";
export const LEGACY_INDEX = "config.kubernetes.io/index";

/** Names the AviRoutes that generated a resource. */
export const OWNER = "avi-routes.dev/owner";
/** On a raw object: the cluster that it belongs to. On an emitted resource, as a label: the cluster it speaks of. */
export const CLUSTER = "avi-routes.dev/cluster";
/** AKO's own annotation on a Node: comma-separated pod CIDRs that replace spec.podCIDRs. */
export const AKO_POD_CIDRS = "ako.vmware.com/pod-cidrs";

/** True for annotations that the orchestrator keeps its books with; they say nothing about the resource. */
export function isWireAnnotation(key: string): boolean {
	return (
		key.startsWith("internal.config.kubernetes.io/") ||
		key === LEGACY_PATH ||
		key === LEGACY_INDEX ||
		key === "config.k8s.io/id"
	);
}
