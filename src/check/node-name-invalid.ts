import { fieldOf } from "../model/lists.ts";
import { type Check, forEachCluster } from "./check.ts";
import { combine } from "./combine.ts";

/** A DNS subdomain, as Kubernetes requires for a Node's name (IsDNS1123Subdomain). */
const NAME =
	/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const MAX_LENGTH = 253;

export const nodeNameInvalid: Check = {
	id: "node-name-invalid",
	severity: "error",
	description: "A node has a name that Kubernetes does not allow.",
	why: "The API server takes only DNS subdomains as names of Nodes: at most 253 lower-case letters, digits, dots and hyphens. Another name was written by hand or cut, and no CiliumNode bears it.",
	remediation: "take the snapshot again, or correct the name",
	example:
		'cluster prod has a node named "Worker_1": not a DNS subdomain of lower-case letters, digits, dots and hyphens',
	check: forEachCluster(({ cluster }) => {
		const found = cluster.nodes.flatMap(({ name, source }) => {
			const isLong = name.length > MAX_LENGTH;
			if (!isLong && NAME.test(name)) return [];
			const shown = isLong ? `${name.slice(0, 40)}...` : name;
			const why = isLong
				? `it has ${name.length} characters, and ${MAX_LENGTH} are the most`
				: "not a DNS subdomain of lower-case letters, digits, dots and hyphens";
			return {
				name: JSON.stringify(shown),
				message: `cluster ${cluster.name} has a node named ${JSON.stringify(shown)}: ${why}`,
				...fieldOf(source, "name"),
				currentValue: name,
			};
		});
		const among = { total: cluster.nodes.length };
		return combine(found, among, ({ share, names }) => ({
			message: `the names of ${share} of cluster ${cluster.name} are none that Kubernetes allows: ${names}`,
		}));
	}),
};
