import { appliedBy } from "../group/raw/config-owner.ts";
import { type Check, forEachCluster } from "./check.ts";
import { unsetOr } from "./combine.ts";
import { isSctpRefused } from "./sctp.ts";
import { liveSwitch } from "./sctp-needs-restart.ts";

const remedy = (owner: string, value: string, namespace = "kube-system") =>
	`set sctp.enabled: ${value} (enable-sctp of cilium-config) where ${owner} has Cilium from, or put that into the package; for now: kubectl -n ${namespace} patch configmap cilium-config --type merge -p '{"data":{"enable-sctp":"${value}"}}'`;

export const ciliumConfigNotPatched: Check = {
	id: "cilium-config-not-patched",
	severity: "warning",
	description:
		"SCTP is to be switched, and no patch of cilium-config is written: what applies the ConfigMap in the cluster (Argo CD, Flux, kubectl) would remove all other keys with it. No object of the package installs Cilium.",
	why: "Server-side apply removes the fields that its field manager has applied before and that are missing now, and it takes over what kubectl has applied on the client. Argo CD has one field manager for all its Applications, and Flux one for all its Kustomizations. A patch of one key would leave cilium-config with that key alone, and the agents would not start.",
	remediation: remedy("Argo CD", "true"),
	example:
		'enable-sctp of cluster prod stays "false": Argo CD applies cilium-config, and a patch would remove all its other keys, so none is written',
	check: forEachCluster((plan) => {
		const { cluster, sctp } = plan;
		const owner = appliedBy(cluster.ciliumConfig?.owner);
		const isLeft = sctp.value === undefined || cluster.ciliumTargets.length > 0;
		if (owner === undefined || isLeft || isSctpRefused(plan)) return undefined;
		const live = liveSwitch(plan);
		if (live === undefined) return undefined;
		const value = String(sctp.value);
		return {
			message: `enable-sctp of cluster ${cluster.name} stays ${unsetOr(live.currentValue)}: ${owner} applies cilium-config, and a patch would remove all its other keys, so none is written`,
			remedy: remedy(owner, value, cluster.ciliumConfig?.namespace),
			...live,
			proposedValue: value,
		};
	}),
};
