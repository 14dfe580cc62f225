import type { Gateway, Service } from "../../../schemas/generated/types.ts";
import type { Item } from "../../krm/item.ts";
import type { Facts, SctpPort } from "../cluster.ts";
import { known } from "./known.ts";

/** The SCTP ports of a Service. */
export const serviceFacts = ({ spec }: Service, item: Item): Facts =>
	sctpFacts(item, "spec.ports", spec?.ports, ({ port, targetPort }) => ({
		kind: "Service",
		type: spec?.type ?? "ClusterIP",
		port,
		...known("targetPort", targetPort),
	}));

/** The SCTP listeners of a Gateway (networking.x-k8s.io). */
export const gatewayFacts = ({ spec }: Gateway, item: Item): Facts =>
	sctpFacts(item, "spec.listeners", spec?.listeners, ({ port = 0 }) => ({
		kind: "Gateway",
		port,
	}));

/** The SCTP ports among the entries of a list. */
function sctpFacts<Entry extends { readonly protocol?: string | null }>(
	item: Item,
	path: string,
	entries: readonly Entry[] | null | undefined,
	fieldsOf: (entry: Entry) => Omit<SctpPort, "name" | "namespace" | "source">,
): Facts {
	const sctpPorts = (entries ?? []).flatMap((entry, i): SctpPort[] => {
		if (entry.protocol !== "SCTP") return [];
		const { name, namespace } = item;
		const source = { item, path: `${path}[${i}]` };
		const own = { name, ...known("namespace", namespace), source };
		return [{ ...own, ...fieldsOf(entry) }];
	});
	return sctpPorts.length === 0 ? {} : { sctpPorts };
}
