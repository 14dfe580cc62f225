/**
 * Common keys. A key in this list is returned as this string, because setting and finding a property takes many times
 * longer when its name is a slice of a long text.
 */
const NAMES = [
	...["apiVersion", "kind", "metadata", "spec", "status", "data", "items"],
	...["name", "namespace", "uid", "labels", "annotations", "ownerReferences"],
	...["resourceVersion", "creationTimestamp", "generation", "managedFields"],
	...["internal.config.kubernetes.io/path", "config.kubernetes.io/path"],
	...["internal.config.kubernetes.io/index", "config.kubernetes.io/index"],
	...["internal.config.kubernetes.io/package-path", "kubernetes.io/hostname"],
	...["config.kubernetes.io/local-config", "avi-routes.dev/cluster"],
	...["podCIDR", "podCIDRs", "addresses", "address", "type", "ip", "ipam"],
	...[
		"nodeInfo",
		"kernelVersion",
		"kubeletVersion",
		"operator-status",
		"error",
	],
	...["allocatable", "capacity", "conditions", "daemonEndpoints", "images"],
	...["pools", "pool", "cidrs", "allocated", "health", "encryption", "eni"],
	...["versions", "ciliumConfig", "akoConfig", "nodes", "ciliumNodes"],
	...["ownerUID", "sctpPorts", "port", "targetPort", "protocol", "ports"],
	...["managementPolicy", "clusterName", "vrfContext", "part", "index", "of"],
	...["key", "value", "routes", "prefix", "nextHop", "node", "routeID"],
];

/** The names of each length. */
const BY_LENGTH: string[][] = [];
for (const name of NAMES) {
	BY_LENGTH[name.length] ??= [];
	BY_LENGTH[name.length]?.push(name);
}

/**
 * The part of the text, as one of the names where it is one; undefined for a name that every object has already, as
 * `constructor`.
 */
export function nameAt(
	text: string,
	at: number,
	behind: number,
): string | undefined {
	const first = text.charCodeAt(at);
	const names = BY_LENGTH[behind - at];
	if (names !== undefined)
		for (const name of names)
			if (name.charCodeAt(0) === first && text.startsWith(name, at))
				return name;
	const name = text.slice(at, behind);
	return name in Object.prototype ? undefined : name;
}
