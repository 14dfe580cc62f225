import type { AviController } from "../avi/controller.ts";
import { type RawClient, rawClient } from "../avi/in-process.ts";
import type { AviObject } from "../avi/wire.ts";

/** A node as AKO sees it; mode kubernetes. */
export interface AkoNode {
	readonly metadata: { readonly name: string };
	readonly spec: { readonly podCIDRs: readonly string[] };
	readonly status: {
		readonly addresses: readonly {
			readonly type: string;
			readonly address: string;
		}[];
	};
}

type Route = AviObject & {
	readonly route_id: string;
	readonly labels?: readonly { readonly key: string; readonly value: string }[];
};

const LABEL = "clustername";

/**
 * Plays AKO as far as static routes go: what it asks for, and how it merges its routes into the VRF. Held to the recording
 * of the real one (fixtures/ako-oracle/ako-wire.json).
 */
export class AkoActor {
	readonly cluster: string;
	private readonly client: RawClient;
	private readonly newUuid: () => string;
	private readonly nodes = new Map<string, { node: AkoNode; id: string }>();
	private vrf: string | undefined;
	/** The routes that it wrote last; a node event without a change writes nothing. */
	private last = "[]";
	/** Read from the environment when it starts. */
	isOff: boolean;

	constructor(
		controller: AviController,
		cluster: string,
		{ isOff = false, newUuid = () => crypto.randomUUID() as string } = {},
	) {
		this.cluster = cluster;
		this.isOff = isOff;
		this.newUuid = newUuid;
		const agent = { "x-avi-useragent": "AKO", "x-avi-version": "30.2.1" };
		this.client = rawClient(controller, agent, { staysIn: true });
	}

	/** Knows of a node, and does nothing. */
	seed(node: AkoNode): void {
		const { name } = node.metadata;
		const id = this.nodes.get(name)?.id ?? this.newUuid();
		this.nodes.set(name, { node, id });
	}

	/** Starts: labels the SE group, looks up the VRF, and writes its routes where there are nodes. */
	boot({ isOff = this.isOff } = {}): void {
		this.isOff = isOff;
		if (isOff) return;
		for (const [name, { node }] of this.nodes)
			this.nodes.set(name, { node, id: this.newUuid() });
		this.labelGroup((labels) =>
			labels.length === 0 ? [{ key: LABEL, value: this.cluster }] : undefined,
		);
		const { results } = this.client.ask(
			"GET",
			"//api/vrfcontext?cloud_ref.name=Default-Cloud&include_name=true&name=global",
		).body as { results: AviObject[] };
		this.vrf = `//api/vrfcontext/${results[0]?.uuid}`;
		this.last = "[]";
		this.write();
	}

	/** A node joins, or its object changes. */
	node(node: AkoNode): void {
		this.seed(node);
		if (!this.isOff) this.write();
	}

	/** A node leaves. */
	deleteNode(name: string): void {
		this.nodes.delete(name);
		if (!this.isOff) this.write();
	}

	/** `deleteConfig: "true"`: the SE group's label goes, and the routes where it syncs them. */
	deleteConfig(): void {
		this.labelGroup((labels) =>
			labels.some(({ value }) => value === this.cluster) ? [] : undefined,
		);
		if (this.isOff) return;
		this.nodes.clear();
		this.write();
	}

	/** What it wants, in the order of node names. */
	private routes(): Route[] {
		const sorted = [...this.nodes.values()].sort((a, b) =>
			a.node.metadata.name < b.node.metadata.name ? -1 : 1,
		);
		return sorted.flatMap(({ node, id }) => {
			const hop = node.status.addresses.find(
				({ type }) => type === "InternalIP",
			);
			return node.spec.podCIDRs.map((cidr, i) => {
				const [addr, mask] = cidr.split("/");
				return {
					route_id: `${this.cluster}-${id}-${i}`,
					prefix: { ip_addr: { addr, type: "V4" }, mask: Number(mask) },
					next_hop: { addr: hop?.address, type: "V4" },
					labels: [{ key: LABEL, value: this.cluster }],
				};
			});
		});
	}

	/** GET, then PUT of the merged routes; after a 412 once more, after anything else it gives up in silence. */
	private write(): void {
		const own = this.routes();
		const text = JSON.stringify(own);
		if (text === this.last || this.vrf === undefined) return;
		for (let tries = 0; tries < 5; tries++) {
			const got = this.client.send("GET", this.vrf);
			if ("lost" in got || got.answer.status !== 200) return;
			const { static_routes: live = [], ...vrf } = known(
				got.answer.body as AviObject,
				VRF_FIELDS,
			);
			const others = (live as Route[])
				.filter(({ labels }) => isKept(labels, this.cluster))
				.map((route) => known(route, ROUTE_FIELDS));
			const put = this.client.send("PUT", this.vrf, {
				...vrf,
				static_routes: [...others, ...own],
			});
			const status = "lost" in put ? 0 : put.answer.status;
			if (status === 200) this.last = text;
			if (status !== 412) return;
		}
	}

	private labelGroup(
		change: (labels: NonNullable<Route["labels"]>) => object[] | undefined,
	): void {
		const { results } = this.client.ask(
			"GET",
			"//api/serviceenginegroup/?cloud_ref.name=Default-Cloud&include_name=&name=Default-Group",
		).body as { results: AviObject[] };
		const [group] = results;
		const labels = change(
			(group?.labels ?? []) as NonNullable<Route["labels"]>,
		);
		if (labels === undefined) return;
		const { labels: _, ...rest } = group ?? {};
		this.client.ask("PUT", `//api/serviceenginegroup/${group?.uuid}`, {
			...rest,
			...(labels.length === 0 ? {} : { labels }),
		});
	}
}

/** AKO keeps routes without a label, and those of other clusters; any other label is dropped. */
function isKept(labels: Route["labels"], cluster: string): boolean {
	const [label] = labels ?? [];
	if (label === undefined) return true;
	return label.key === LABEL && label.value !== cluster;
}

/** The fields that AKO's SDK knows, as far as the stand-in has them: it drops the others. */
const VRF_FIELDS =
	/^(?:_last_modified|cloud_ref|lldp_enable|name|static_routes|system_default|tenant_ref|url|uuid)$/;
const ROUTE_FIELDS =
	/^(?:route_id|prefix|next_hop|labels|if_name|disable_gateway_monitor)$/;

function known(object: AviObject, fields: RegExp): AviObject {
	return Object.fromEntries(
		Object.entries(object).filter(([key]) => fields.test(key)),
	);
}
