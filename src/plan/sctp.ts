import type { Cluster, SctpPort } from "../group/cluster.ts";
import { akoSetting } from "../group/targets/ako-setting.ts";
import type { NodeSnapshot } from "../model/lists.ts";
import { hasAgent } from "../resolve/agent.ts";
import { isKernelTooOldForSctp, olderThan } from "../resolve/version.ts";

/** The first versions with SCTP. */
export const FIRST_WITH_SCTP = {
	cilium: [1, 13, 0],
	ako: [1, 9, 1],
	aviController: [22, 1, 3],
} as const;

type Product = keyof typeof FIRST_WITH_SCTP;
const PRODUCTS = Object.keys(FIRST_WITH_SCTP) as Product[];

/** Whether SCTP is wanted, what blocks it, and the value to write. */
export interface SctpPlan {
	/** True: on; false: off; undefined: not wanted, and nothing changes. */
	readonly wanted: boolean | undefined;
	/** The ports that need it. */
	readonly users: readonly SctpPort[];
	readonly oldKernels: readonly NodeSnapshot[];
	/** The versions that are below the first ones with SCTP. */
	readonly tooOld: Readonly<Partial<Record<Product, string>>>;
	/** True when AKO serves pods through NodePortLocal, which does not support SCTP. */
	readonly isNodePortLocal: boolean;
	/** The value to write: `wanted`; undefined for `Auto` when something blocks it. */
	readonly value: boolean | undefined;
}

/** Decides about SCTP: the configuration, else whether a LoadBalancer Service or an SCTP Gateway uses it. */
export function planSctp(cluster: Cluster): SctpPlan {
	const { config, nodes, sctpPorts, versions } = cluster;
	const users = sctpPorts.filter(
		({ kind, type }) => kind === "Gateway" || type === "LoadBalancer",
	);
	const wanted =
		config.sctp === "Auto"
			? users.length > 0 || undefined
			: config.sctp === "Enabled";
	const oldKernels = wanted
		? nodes.filter(
				(node) =>
					isKernelTooOldForSctp(node.kernelVersion ?? "") &&
					hasAgent(cluster, node),
			)
		: [];
	const tooOld = Object.fromEntries(
		PRODUCTS.flatMap((name) => {
			const old = olderThan(versions[name], FIRST_WITH_SCTP[name]);
			return old === undefined ? [] : [[name, old]];
		}),
	);
	const isNodePortLocal =
		akoSetting(cluster, "serviceType")?.value === "NodePortLocal";
	const isBlocked =
		oldKernels.length > 0 || Object.keys(tooOld).length > 0 || isNodePortLocal;
	const value = config.sctp === "Auto" && isBlocked ? undefined : wanted;
	return { wanted, users, oldKernels, tooOld, isNodePortLocal, value };
}
