import type { Prefix } from "../ip/prefix.ts";
import { flowScalar } from "../krm/print-scalar.ts";
import type { Route } from "../resolve/routes.ts";

/** The id of a route depends on cluster and prefix alone, so that it stays when a prefix moves. */
export function routeIDOf(cluster: string, { text }: Prefix): string {
	return `${cluster}-${text.replace("/", "-")}`;
}

/** Names that are plain scalars, and stay so whatever signs of an IPv4 network stand behind them. */
const PLAIN_NAME = /^[A-Za-z][\w.-]*$/;

/** For each length of an IPv4 network, what ends the id of its route. */
const LENGTHS = Array.from({ length: 33 }, (_, length) => `-${length}`);

/** The routes of a table, what stands before each of them, and the pieces of text that they are printed to. */
interface Print {
	readonly routes: readonly Route[];
	readonly cluster: string;
	readonly lead: string;
	readonly out: string[];
}

/** Prints routes on one line each; false for none, and for names whose print is not known here. See `PrintEntries`. */
export function printRoutes({ routes, cluster, lead, out }: Print): boolean {
	if (routes.length === 0 || !PLAIN_NAME.test(cluster)) return false;
	const first = `${lead}{prefix: `;
	const id = `, routeID: ${cluster}-`;
	for (let i = 0; i < routes.length; i++) {
		const { prefix, nextHop, node } = routes[i] as Route;
		const name = flowScalar(node);
		if (name === undefined) return false;
		if (prefix.value === undefined) {
			// What holds a colon stands in quotes.
			const hop = `"${nextHop}", node: ${name}`;
			const routeID = `"${routeIDOf(cluster, prefix)}"`;
			out.push(
				first,
				`"${prefix.text}", nextHop: ${hop}`,
				`, routeID: ${routeID}`,
			);
		} else {
			const { text, length } = prefix;
			const address = text.slice(0, text.indexOf("/"));
			out.push(first, text, ", nextHop: ", nextHop, ", node: ", name);
			out.push(id, address, LENGTHS[length] as string);
		}
		out.push("}\n");
	}
	return true;
}
