import type { Cluster } from "../../src/group/cluster.ts";
import type { Source } from "../../src/model/entry.ts";
import type { Choices } from "../read/choices.ts";

/** CIDRs that are written as one address, or nearly so. */
const RIVALS = [
	"10.0.1.0/24",
	"10.0.1.0/25",
	"10.0.1.4/30",
	"10.0.1.4/24",
	"10.0.1.5/24",
];

/** Others in several spellings, and texts that are none. */
const CIDRS = [
	"010.0.1.0/24",
	"10.0.1.0/",
	"10.0.1.0/08",
	"10.0.1.0/+24",
	"10.0.1.0/24/",
	"10.0.0.0/16",
	"0.0.0.0/0",
	"10.0.1.0",
	"",
	"fd00:1::/64",
	"FD00:1::/64",
	"fd00:1:0::/64",
	"fd00:1::1/64",
	"fd00::/16",
	"fd00:1::/",
	"::ffff:10.0.1.0/120",
];

const ADDRESSES = [
	"192.168.0.1",
	"fd00::1",
	"::ffff:192.168.0.9",
	"192.168.0.01",
	"169.254.0.1",
	"fe80::1",
	"10.0.1.7",
	"",
];

/** Nodes without an agent. */
const WINDOWS = { os: "windows" };
const VIRTUAL = { virtual: true };

/** A cluster in cluster-pool or kubernetes mode with up to six nodes; most have one network of their own. */
export function oddCluster(choices: Choices): Cluster {
	const names = choices.several(1, 6, (i) => `worker-${i}`);
	const source: Source = { item: {} as Source["item"], path: "" };
	const cidrs = (i: number) =>
		choices.rarely(2)
			? choices.several(0, 3, () =>
					choices.rarely(3) ? choices.pick(...CIDRS) : choices.pick(...RIVALS),
				)
			: [`10.0.${i + 2}.0/24`];
	const nodes = names.map((name, i) => {
		const podCIDRs = cidrs(i);
		return {
			name,
			source,
			podCIDR: podCIDRs[0] ?? "",
			podCIDRs,
			...known("uid", choices, String(i)),
			...(choices.rarely(8) ? choices.pick<object>(WINDOWS, VIRTUAL) : {}),
			addresses: choices.several(0, 2, () => ({
				type: choices.rarely(8)
					? choices.pick("Hostname", "ExternalIP")
					: "InternalIP",
				address: choices.rarely(3)
					? choices.pick(...ADDRESSES)
					: `192.168.0.${i + 2}`,
			})),
		};
	});
	const ciliumNodes = names
		.filter(() => !choices.rarely(10))
		.map((name, i) => ({
			name,
			source,
			podCIDRs: cidrs(i),
			...known("ownerUID", choices, String(choices.rarely(6) ? i + 1 : i)),
			...known(
				"addresses",
				choices,
				choices.several(0, 2, () => ({
					type: choices.rarely(4) ? "CiliumInternalIP" : "InternalIP",
					address: `192.168.0.${choices.rarely(6) ? 99 : i + 2}`,
				})),
			),
		}));
	return {
		name: "prod",
		versions: choices.rarely(3) ? { ako: "1.9.1" } : {},
		config: {
			nextHop: { addressType: "InternalIP", cidrs: [] },
			routeOwner: "AKO",
		},
		nodes,
		ciliumNodes: byName(ciliumNodes),
		ciliumConfig: {
			data: choices.rarely(6) ? { "enable-ipv6": "false" } : {},
		},
	} as unknown as Cluster;
}

const byName = <Named extends { readonly name: string }>(
	list: readonly Named[],
) => new Map(list.map((one) => [one.name, one]));

/** A field that is not always there. */
const known = (name: string, choices: Choices, value: unknown) =>
	choices.rarely(2) ? { [name]: value } : {};
