import type {
	Gateway,
	Namespace,
	Node,
	Service,
	Workload,
} from "../../../schemas/generated/types.ts";
import { defined } from "../../krm/defined.ts";
import type { Item } from "../../krm/item.ts";
import { LISTS } from "../../model/lists.ts";
import type { Facts, SctpPort } from "../cluster.ts";

/** A v1 Node, as a snapshot has it, and its kubelet's version. */
export function nodeFacts(value: Node, item: Item): Facts {
	const version = value.status?.nodeInfo?.kubeletVersion;
	return {
		nodes: [LISTS.nodes.ofObject(value, item)],
		versions: typeof version === "string" ? { kubernetes: version } : {},
	};
}

/** A cilium.io CiliumNodeConfig; nothing when it overrides none of the keys that are read. */
export function nodeConfigFacts(value: unknown, item: Item): Facts {
	const config = LISTS.ciliumNodeConfigs.ofObject(value, item);
	return Object.keys(config.defaults ?? {}).length === 0
		? {}
		: { ciliumNodeConfigs: [config] };
}

/** Namespace kube-system: its uid tells one cluster from another. */
export function namespaceFacts({ metadata }: Namespace, item: Item): Facts {
	const uid = metadata?.uid;
	return uid ? { clusterUID: { uid, source: { item, path: "" } } } : {};
}

/** The SCTP ports of a Service. */
export const serviceFacts = ({ spec }: Service, item: Item): Facts =>
	sctpFacts(item, "spec.ports", spec?.ports, ({ port, targetPort }) => ({
		kind: "Service",
		type: spec?.type ?? "ClusterIP",
		port,
		...defined({ targetPort: targetPort ?? undefined }),
	}));

/** The SCTP listeners of a Gateway (networking.x-k8s.io). */
export const gatewayFacts = ({ spec }: Gateway, item: Item): Facts =>
	sctpFacts(item, "spec.listeners", spec?.listeners, ({ port = 0 }) => ({
		kind: "Gateway",
		port,
	}));

/** The SCTP ports among the entries of a list. */
function sctpFacts<Entry extends { readonly protocol?: string | null }>(
	item: Item,
	path: string,
	entries: readonly Entry[] | null | undefined,
	fieldsOf: (entry: Entry) => Omit<SctpPort, "name" | "namespace" | "source">,
): Facts {
	const sctpPorts = (entries ?? []).flatMap((entry, i): SctpPort[] => {
		if (entry.protocol !== "SCTP") return [];
		const { name, namespace } = item;
		const source = { item, path: `${path}[${i}]` };
		const own = { name, ...defined({ namespace }), source };
		return [{ ...own, ...fieldsOf(entry) }];
	});
	return sctpPorts.length === 0 ? {} : { sctpPorts };
}

/** A tag that starts like a version number. */
const NUMBERED = /^v?\d+\.\d+/;

/**
 * The version in the image tag of the container (or of the only one) with that name, else in the chart's labels; a
 * tag that is no version (`latest`) only when nothing else is known.
 */
export function workloadVersion(
	{ metadata, spec }: Workload,
	container: string,
): string | undefined {
	const containers = spec?.template?.spec?.containers ?? [];
	const named = containers.find(({ name }) => name === container);
	const image = (named ?? containers[0])?.image;
	const tag = image?.replace(/@.*$/, "").match(/:([^:/]+)$/)?.[1];
	const labels = metadata?.labels ?? {};
	const chart = /-(\d+\.\d+.*)$/.exec(labels["helm.sh/chart"] ?? "")?.[1];
	const versions = [tag, labels["app.kubernetes.io/version"], chart].filter(
		(version) => version !== undefined,
	);
	return versions.find((version) => NUMBERED.test(version)) ?? versions[0];
}
