import type { Gateway, Service } from "../../../schemas/generated/types.ts";
import type { Item } from "../../krm/item.ts";
import type { Source } from "../../model/entry.ts";
import type { Facts, SctpPort } from "../cluster.ts";
import { known } from "./known.ts";

/** The SCTP ports of a Service. */
export function serviceFacts({ spec }: Service, item: Item): Facts {
	const ports = (spec?.ports ?? [])
		.map((port, i) => ({ ...port, i }))
		.filter(({ protocol }) => protocol === "SCTP");
	const sctpPorts = ports.map(
		({ port, targetPort, i }): SctpPort => ({
			...common(item, `spec.ports[${i}]`),
			kind: "Service",
			type: spec?.type ?? "ClusterIP",
			port,
			...known("targetPort", targetPort),
		}),
	);
	return { sctpPorts };
}

/** The SCTP listeners of a Gateway (networking.x-k8s.io). */
export function gatewayFacts({ spec }: Gateway, item: Item): Facts {
	const listeners = (spec?.listeners ?? []).map((listener, i) => ({
		...listener,
		i,
	}));
	const sctpPorts = listeners
		.filter(({ protocol }) => protocol === "SCTP")
		.map(
			({ port = 0, i }): SctpPort => ({
				...common(item, `spec.listeners[${i}]`),
				kind: "Gateway",
				port,
			}),
		);
	return { sctpPorts };
}

function common(
	item: Item,
	path: string,
): { name: string; namespace?: string; source: Source } {
	return {
		name: item.name,
		...known("namespace", item.namespace),
		source: { item, path },
	};
}
