/** Annotation and label keys of the wire contract and of this project. */
export const LOCAL_CONFIG = "config.kubernetes.io/local-config";
export const PATH = "internal.config.kubernetes.io/path";
export const INDEX = "internal.config.kubernetes.io/index";
export const PACKAGE_PATH = "internal.config.kubernetes.io/package-path";
export const LEGACY_PATH = "config.kubernetes.io/path";
export const LEGACY_INDEX = "config.kubernetes.io/index";

/** Where kustomize records the earlier names and namespaces of an object that it changed, the oldest first. */
export const PREVIOUS_NAMES = "internal.config.kubernetes.io/previousNames";
export const PREVIOUS_NAMESPACES =
	"internal.config.kubernetes.io/previousNamespaces";

/** On a function's config: how kustomize runs the function. The second is the older key. */
export const FUNCTION = [
	"config.kubernetes.io/function",
	"config.k8s.io/function",
] as const;

/** Names the AviRoutes that generated a resource. */
export const OWNER = "avi-routes.dev/owner";
/** On a raw object: the cluster that it belongs to. On an emitted resource, as a label: the cluster it is for. */
export const CLUSTER = "avi-routes.dev/cluster";
/** AKO's own annotation on a Node: comma-separated pod CIDRs that replace spec.podCIDRs. */
export const AKO_POD_CIDRS = "ako.vmware.com/pod-cidrs";

/**
 * Annotations in which Cilium writes or reads the pod CIDRs of a Node (mode kubernetes): per family, the newer key
 * first.
 */
export const CILIUM_POD_CIDRS = {
	V4: ["network.cilium.io/ipv4-pod-cidr", "io.cilium.network.ipv4-pod-cidr"],
	V6: ["network.cilium.io/ipv6-pod-cidr", "io.cilium.network.ipv6-pod-cidr"],
} as const;
/** Every annotation of a Node that holds pod CIDRs. */
export const POD_CIDR_ANNOTATIONS: readonly string[] = [
	AKO_POD_CIDRS,
	...CILIUM_POD_CIDRS.V4,
	...CILIUM_POD_CIDRS.V6,
];

/** The source of an expression for the start of annotations that this tool reads; it keeps no others of an item. */
export const READ_ANNOTATIONS = String.raw`(?:(?:internal\.)?config\.(?:kubernetes|k8s)\.io|avi-routes\.dev|meta\.helm\.sh)\/`;
const READ = new RegExp(`^${READ_ANNOTATIONS}`);

/** True for the annotations of an item that this tool reads. */
export const isReadAnnotation = (key: string) => READ.test(key);

/** True for the orchestrator's own annotations, which are not part of the resource. */
export function isWireAnnotation(key: string): boolean {
	return (
		key.startsWith("internal.config.kubernetes.io/") ||
		key === LEGACY_PATH ||
		key === LEGACY_INDEX ||
		key === "config.k8s.io/id"
	);
}

/** True for annotations and labels about an output that only this tool decides: its own, and whether it is applied. */
export const isDecidedHere = (key: string): boolean =>
	key === LOCAL_CONFIG || key.startsWith("avi-routes.dev/");

type Annotations = Readonly<Record<string, string>>;

/** The annotations without those that an orchestrator left in a file: they describe another file. */
export function ownAnnotations(annotations: Annotations): Annotations {
	const keys = Object.keys(annotations);
	if (!keys.some(isWireAnnotation)) return annotations;
	return Object.fromEntries(
		Object.entries(annotations).filter(([key]) => !isWireAnnotation(key)),
	);
}
