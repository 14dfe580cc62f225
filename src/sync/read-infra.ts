import type { Connection } from "../kube/connect.ts";
import { type KubeObject, readList } from "../kube/list.ts";

/** The SE groups of a cluster, and why the list may be incomplete. */
export interface KnownSeGroups {
	readonly names: readonly string[];
	readonly problem?: string;
}

/** All versions of AKO that know the kind serve this one. */
const PATH = "/apis/ako.vmware.com/v1alpha1/aviinfrasettings";

/** The SE groups of the AviInfraSettings that AKO has not rejected: it uses no others. Without their CRD there are none. */
export async function readInfraSeGroups(
	connection: Connection,
): Promise<KnownSeGroups> {
	const listed = await readList(connection, PATH, { keep: seGroupOf });
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
