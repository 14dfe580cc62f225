import type { Cluster, NodeSnapshot, SctpPort } from "../group/cluster.ts";
import { isBefore, isKernelTooOldForSctp, parseVersion } from "./version.ts";

/** Whether SCTP is wanted, what stands against it, and what is done. */
export interface SctpPlan {
	/** True: on; false: off; undefined: nobody asks, nothing changes. */
	readonly wanted: boolean | undefined;
	/** The ports that ask for it. */
	readonly users: readonly SctpPort[];
	readonly oldKernels: readonly NodeSnapshot[];
	/** Cilium's version, when it is below the first one with SCTP. */
	readonly oldCilium: string | undefined;
	/** What is written: `wanted`, but for `Auto` with something against it. */
	readonly value: boolean | undefined;
}

/** Decides about SCTP: the configuration, else whether a LoadBalancer Service or an SCTP Gateway uses it. */
export function planSctp({
	config,
	nodes,
	sctpPorts,
	versions,
}: Cluster): SctpPlan {
	const users = sctpPorts.filter(
		({ kind, type }) => kind === "Gateway" || type === "LoadBalancer",
	);
	const wanted =
		config.sctp === "Auto"
			? users.length > 0 || undefined
			: config.sctp === "Enabled";
	const oldKernels = wanted
		? nodes.filter(({ kernelVersion }) =>
				isKernelTooOldForSctp(kernelVersion ?? ""),
			)
		: [];
	const cilium = parseVersion(versions.cilium ?? "");
	const oldCilium =
		wanted && cilium !== undefined && isBefore(cilium, [1, 13, 0])
			? versions.cilium
			: undefined;
	const isBlocked = oldKernels.length > 0 || oldCilium !== undefined;
	const value = config.sctp === "Auto" && isBlocked ? undefined : wanted;
	return { wanted, users, oldKernels, oldCilium, value };
}
