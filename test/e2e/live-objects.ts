import { liveCluster } from "../kube/live-cluster.ts";
import type { AnyResource } from "../support/function-run.ts";
import type { ApiServer } from "./api-server.ts";
import type { Cilium } from "./cilium.ts";

/** A List for kubectl. */
export const listOf = (items: readonly object[]) =>
	JSON.stringify({ apiVersion: "v1", kind: "List", items });

/** What the server is given, fit for it; Gateways are left out, to see a CRD that is not there. */
function objectsOf(count: number): AnyResource[] {
	const selector = { matchLabels: { app: "x" } };
	return Object.values(liveCluster(count))
		.flat()
		.filter(({ kind }) => kind && kind !== "Namespace" && kind !== "Gateway")
		.map((object) => {
			const { uid: _, resourceVersion: __, ...metadata } = object.metadata;
			const { managedFields: ___, annotations, ...rest } = metadata;
			const { spec } = object;
			if (!/Set$/.test(object.kind)) return { ...object, metadata: rest };
			const template = {
				...spec.template,
				metadata: { labels: selector.matchLabels },
			};
			const more = { selector, template, serviceName: "x" };
			return { ...object, metadata: rest, spec: { ...spec, ...more } };
		});
}

/** Makes the server one of a cluster `prod-east` of so many nodes with Cilium and AKO; node-4 has no pod CIDR left. */
export function fill(
	{ kubectl }: ApiServer,
	{ crds }: Cilium,
	count: number,
): void {
	kubectl(["create", ...crds.flatMap((file) => ["-f", file])]);
	kubectl(["wait", "--for=condition=Established", "crd", "--all"]);
	for (const name of ["avi-system", "telco"])
		kubectl(["create", "namespace", name]);
	const objects = objectsOf(count);
	const isNode = ({ kind }: AnyResource) => kind === "Node";
	// In steps, for kubectl takes its time; the Nodes lack what a kubelet would fill in.
	const create = (own: readonly AnyResource[]) => {
		for (let at = 0; at < own.length; at += 500)
			kubectl(
				["create", "--validate=false", "-f", "-"],
				listOf(own.slice(at, at + 500)),
			);
	};
	create(objects.filter(isNode));
	const uids = new Map<string, string>(
		JSON.parse(kubectl(["get", "nodes", "-o", "json"])).items.map(
			({ metadata: { name, uid } }: AnyResource) => [name, uid],
		),
	);
	const others = objects.filter((object) => !isNode(object));
	for (const owner of others.flatMap(
		({ metadata }) => metadata.ownerReferences ?? [],
	))
		owner.uid = uids.get(owner.name) ?? owner.uid;
	create(others);
	const status = { ipam: { "operator-status": { error: "no CIDR left" } } };
	kubectl([
		"patch",
		"ciliumnode/node-4",
		"--subresource=status",
		"--type=merge",
		`--patch=${JSON.stringify({ status })}`,
	]);
}
