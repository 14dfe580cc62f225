import type { Connection } from "../kube/connect.ts";
import type { Failed } from "../kube/fault.ts";
import { type KubeObject, readList } from "../kube/list.ts";
import { type Answer, ask } from "../kube/request.ts";
import type { AkoConfigMap, AkoContainer, AkoObservation } from "./ako.ts";
import type { KnownSeGroups } from "./delivery.ts";

/** Reads AKO's objects in a namespace: its ConfigMap, the containers of its pods, its StatefulSet. */
export async function readAko(
	connection: Connection,
	namespace: string,
): Promise<AkoObservation> {
	const inside = `namespaces/${namespace}`;
	const config = await ask(
		connection,
		`/api/v1/${inside}/configmaps/avi-k8s-config`,
	);
	const pods = await readList(connection, `/api/v1/${inside}/pods`, {
		keep: containersOf,
	});
	const workload = await ask(
		connection,
		`/apis/apps/v1/${inside}/statefulsets/ako`,
	);
	const problem = (what: string, { fault }: Failed) => ({
		problem: `${what} in namespace ${namespace}: ${fault.message}`,
	});
	const isAbsent = (got: Answer | Failed) =>
		"fault" in got && got.fault.status === 404;
	return {
		namespace,
		config: isAbsent(config)
			? "absent"
			: "fault" in config
				? problem("configmap avi-k8s-config", config)
				: configMapOf(config.body),
		containers: "fault" in pods ? problem("pods", pods) : pods.kept.flat(),
		replicas: isAbsent(workload)
			? 0
			: "fault" in workload
				? problem("statefulset ako", workload)
				: replicasOf(workload.body),
	};
}

/** An entry of metadata.managedFields. */
interface ManagedFields {
	readonly time?: string;
	readonly fieldsV1?: { readonly "f:data"?: Readonly<Record<string, unknown>> };
}

function configMapOf(body: unknown): AkoConfigMap {
	const { metadata, data } = body as {
		readonly metadata: {
			readonly uid: string;
			readonly managedFields?: readonly ManagedFields[];
		};
		readonly data?: Readonly<Record<string, string>>;
	};
	const managedAt: Record<string, number> = {};
	for (const { time, fieldsV1 } of metadata.managedFields ?? []) {
		const at = Date.parse(time ?? "");
		if (Number.isNaN(at)) continue;
		for (const field of Object.keys(fieldsV1?.["f:data"] ?? {})) {
			const key = field.slice(2);
			managedAt[key] = Math.max(managedAt[key] ?? 0, at);
		}
	}
	return { uid: metadata.uid, data: data ?? {}, managedAt };
}

/** The larger of the desired and current replicas: a pod that is terminating still writes. */
function replicasOf(body: unknown): number {
	const { spec, status } = body as {
		readonly spec?: { readonly replicas?: number };
		readonly status?: { readonly replicas?: number };
	};
	return Math.max(spec?.replicas ?? 1, status?.replicas ?? 0);
}

interface PodStatus {
	readonly containerStatuses?: readonly {
		readonly name: string;
		readonly state?: { readonly running?: { readonly startedAt?: string } };
	}[];
}

/** The running containers of a pod of StatefulSet ako; undefined for other pods. */
function containersOf(pod: KubeObject): readonly AkoContainer[] | undefined {
	const { name } = pod.metadata as { readonly name: string };
	if (!/^ako-\d+$/.test(name)) return undefined;
	const { containerStatuses = [] } = (pod.status ?? {}) as PodStatus;
	return containerStatuses.flatMap(({ name: container, state }) => {
		const { running } = state ?? {};
		if (running === undefined) return [];
		// Without a time it can't be proven that it started late enough.
		const startedAt = Date.parse(running.startedAt ?? "") || 0;
		return [{ name: `${container} of pod ${name}`, startedAt }];
	});
}

/** All versions of AKO that know the kind serve this one. */
const INFRA_SETTINGS = "/apis/ako.vmware.com/v1alpha1/aviinfrasettings";

/** The SE groups of the AviInfraSettings that AKO has not rejected: it uses no others. Without their CRD there are none. */
export async function readInfraSeGroups(
	connection: Connection,
): Promise<KnownSeGroups> {
	const listed = await readList(connection, INFRA_SETTINGS, {
		keep: seGroupOf,
	});
	if (!("fault" in listed)) return { names: [...new Set(listed.kept)].sort() };
	const { status, message } = listed.fault;
	if (status === 404) return { names: [] };
	const reason =
		status === 403
			? "the service account may not list them; apply deploy/sync/cluster-role.yaml"
			: message;
	return { names: [], problem: `AviInfraSettings: ${reason}` };
}

function seGroupOf({ spec, status }: KubeObject): string | undefined {
	const { status: verdict } = (status ?? {}) as { readonly status?: unknown };
	if (verdict === "Rejected") return undefined;
	const { seGroup } = (spec ?? {}) as {
		readonly seGroup?: { readonly name?: unknown } | null;
	};
	return typeof seGroup?.name === "string" && seGroup.name !== ""
		? seGroup.name
		: undefined;
}
