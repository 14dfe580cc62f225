import { type Check, forEachCluster } from "./check.ts";
import { unsetOr } from "./combine.ts";
import { isSctpRefused } from "./sctp.ts";
import { patchedSwitch } from "./sctp-needs-restart.ts";

const remedy = (isOn: boolean) =>
	`set the chart's values sctp.enabled: ${isOn} and rollOutCiliumPods: true where Cilium is installed from, or put what installs it into the package`;

export const helmOwnsCiliumConfig: Check = {
	id: "helm-owns-cilium-config",
	severity: "warning",
	description:
		"A patch of cilium-config is emitted, which Helm owns in the cluster: no object of the package installs Cilium, so there are no chart values to set.",
	why: "The chart renders enable-sctp always, so Helm owns the key. Helm 3 silently reverts a patch at its next upgrade; Helm 4 applies server-side and fails on the conflict, but for a release that Helm 3 installed, which it upgrades as Helm 3 does. By hand the patch needs kubectl apply --server-side --force-conflicts --field-manager=avi-routes; Argo CD and Flux force it.",
	remediation: remedy(true),
	example:
		'Helm owns cilium-config of cluster prod, which the patch changes from enable-sctp "false" to "true": the next upgrade of the release takes that back (Helm 3) or fails (Helm 4)',
	check: forEachCluster((plan) => {
		const { cluster, sctp } = plan;
		if (cluster.ciliumConfig?.owner !== "Helm" || isSctpRefused(plan))
			return undefined;
		const patched = patchedSwitch(plan);
		if (patched === undefined) return undefined;
		return {
			message: `Helm owns cilium-config of cluster ${cluster.name}, which the patch changes from enable-sctp ${unsetOr(patched.currentValue)} to "${sctp.value}": the next upgrade of the release takes that back (Helm 3) or fails (Helm 4)`,
			...patched,
			remedy: sctp.value ? undefined : remedy(false),
			proposedValue: String(sctp.value),
		};
	}),
};
