import type { Config } from "../config/config.ts";
import { CLUSTER } from "../krm/annotations.ts";
import { CILIUM_SETTINGS } from "../model/cilium-settings.ts";
import { KINDS } from "../model/kinds.ts";
import { type ClusterPlan, isCiliumPatched } from "../plan/plan.ts";
import { type Emitted, ownerAnnotation } from "./output.ts";

/** Makes Argo CD and Flux merge a partial object into the live one, and keep it when the file is removed. */
const MERGE_ANNOTATIONS = {
	"argocd.argoproj.io/sync-options":
		"ServerSideApply=true,Prune=false,Delete=false",
	"client.lifecycle.config.k8s.io/deletion": "detach",
	"kustomize.toolkit.fluxcd.io/prune": "disabled",
	"kustomize.toolkit.fluxcd.io/ssa": "Merge",
};

/** A partial cilium-config with the SCTP switch alone. */
export function renderCiliumPatch(
	plan: ClusterPlan,
	config: Config,
): Emitted[] {
	const { cluster, sctp } = plan;
	if (!isCiliumPatched(plan)) return [];
	return [
		{
			resource: {
				apiVersion: "v1",
				kind: "ConfigMap",
				metadata: {
					name: KINDS.ciliumConfig.name,
					namespace: cluster.ciliumConfig?.namespace ?? "kube-system",
					annotations: {
						...ownerAnnotation(config),
						[CLUSTER]: cluster.name,
						...MERGE_ANNOTATIONS,
					},
				},
				data: { [CILIUM_SETTINGS.sctp.configMap]: String(sctp.value) },
			},
		},
	];
}
