import { MANAGED_FIELDS } from "../group/raw/config-owner.ts";
import type { KubeObject } from "../kube/list.ts";
import { LISTS } from "../model/lists.ts";
import {
	cutTo,
	fieldsOf,
	fieldsOfBoth,
	type SchemaName,
} from "../read/schemas.ts";
import type { Fields } from "../text/entry.ts";

/** An annotation that repeats the object. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** Fields of every object that are read besides those of its schema. */
const ALWAYS: Fields = {
	metadata: { name: true, namespace: true, annotations: true },
};

/** The fields of a kind that are not in its schema because they are read on first use. */
const lateFields = (kind: string): readonly Fields[] =>
	Object.values(LISTS).flatMap((list) =>
		list.kind === kind ? list.lateFields : [],
	);

/** The object cut down to the fields that this tool reads: about 500 bytes of the 15 kB of a Node. */
export function cutObject(
	object: KubeObject,
	schema: SchemaName,
	type: { readonly apiVersion: string; readonly kind: string },
): KubeObject {
	const isConfig = schema === "ConfigMap";
	const late = isConfig ? [MANAGED_FIELDS] : lateFields(type.kind);
	const fields = [ALWAYS, ...late].reduce(fieldsOfBoth, fieldsOf(schema));
	const cut = cutTo(object, fields) as {
		metadata?: { annotations?: Record<string, string> | null };
	};
	const { annotations } = cut.metadata ?? {};
	// On a ConfigMap it shows who applies it.
	if (annotations && !isConfig) delete annotations[LAST_APPLIED];
	return { ...type, ...cut };
}

/** True for a Service or Gateway with an SCTP port; others are not kept. */
export function speaksSctp({ spec }: KubeObject): boolean {
	const { ports, listeners } = (spec ?? {}) as Readonly<
		Record<string, readonly { protocol?: unknown }[] | null>
	>;
	return [...(ports ?? []), ...(listeners ?? [])].some(
		({ protocol }) => protocol === "SCTP",
	);
}
