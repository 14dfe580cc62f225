import type { ConfigMap } from "../../../schemas/generated/types.ts";
import { OWNER } from "../../krm/annotations.ts";
import type { Item } from "../../krm/item.ts";
import type { Fields } from "../../text/entry.ts";
import { listAt, valueAt, valueRead } from "../targets/mapping.ts";

/**
 * What applies whole objects: Kubernetes removes the keys that such an owner has applied before and leaves out now, so a
 * partial object that it applies deletes all others.
 */
const APPLIED_BY = ["Argo CD", "Flux", "kubectl"] as const;

type AppliedBy = (typeof APPLIED_BY)[number];

/** The owner that applies whole objects; undefined for Helm, which only conflicts, and where none is known. */
export const appliedBy = (owner: string | undefined): AppliedBy | undefined =>
	APPLIED_BY.find((one) => one === owner);

/** Labels and annotations by which an owner tracks its objects. A patch of this tool gets them, too. */
const TRACKED: readonly (readonly [key: string, owner: AppliedBy])[] = [
	["argocd.argoproj.io/tracking-id", "Argo CD"],
	["argocd.argoproj.io/instance", "Argo CD"],
	["kustomize.toolkit.fluxcd.io/name", "Flux"],
];

/** The fields of a ConfigMap that are read besides those of its schema. */
export const MANAGED_FIELDS: Fields = { metadata: { managedFields: true } };

/** Field managers of server-side apply. */
const MANAGERS: Readonly<Record<string, AppliedBy>> = {
	"argocd-controller": "Argo CD",
	"kustomize-controller": "Flux",
	kubectl: "kubectl",
};

/** What client-side apply leaves: server-side apply takes over what it lists, and removes what is missing. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** What applies the ConfigMap; undefined when nothing shows it. */
export function configOwner(
	{ metadata = {} }: ConfigMap,
	item: Item,
): "Helm" | AppliedBy | undefined {
	const annotations = metadata.annotations ?? {};
	const marks = { ...metadata.labels, ...annotations };
	const isPatched = OWNER in annotations;
	const tracked = TRACKED.find(([key]) => key in marks)?.[1];
	if (tracked !== undefined && !isPatched) return tracked;
	if (LAST_APPLIED in annotations) return "kubectl";
	const manager = managerOf(item);
	if (manager !== undefined) return manager;
	const isHelms =
		marks["app.kubernetes.io/managed-by"] === "Helm" ||
		"meta.helm.sh/release-name" in annotations;
	if (isHelms) return "Helm";
	// The label by which Argo CD tracks objects unless it is told otherwise.
	const isTracked = "app.kubernetes.io/instance" in marks && !isPatched;
	return isTracked ? "Argo CD" : undefined;
}

/** A text that does not match has no fields of server-side apply, which are seldom there and large. */
const APPLY = /operation["']?:\s*["']?Apply/;

/** The manager that has applied the IPAM mode, which no patch of this tool holds. */
function managerOf(item: Item): AppliedBy | undefined {
	if (!item.mentions(APPLY)) return undefined;
	const value = valueRead(item.read(MANAGED_FIELDS));
	const applied = listAt(value, ["metadata", "managedFields"]).find(
		(entry) =>
			valueAt(entry, ["operation"]) === "Apply" &&
			valueAt(entry, ["fieldsV1", "f:data", "f:ipam"]) !== undefined,
	);
	return MANAGERS[String(valueAt(applied, ["manager"]))];
}
