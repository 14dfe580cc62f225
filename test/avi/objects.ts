import { type AviAnswer, type AviObject, refusal } from "./wire.ts";

/** The kinds that the stand-in has. */
export const KINDS = [
	"vrfcontext",
	"serviceenginegroup",
	"cloud",
	"tenant",
] as const;
export type Kind = (typeof KINDS)[number];

const NAMES: Readonly<Record<Kind, string>> = {
	vrfcontext: "VrfContext",
	serviceenginegroup: "ServiceEngineGroup",
	cloud: "Cloud",
	tenant: "Tenant",
};

/** Answers of lists name this host, which nobody can reach. */
const HOST = "https://avi.internal.invalid";

/** The objects of the controller. An object that is stored is never changed: a write puts another one in its place. */
export class Objects {
	readonly all: Readonly<Record<Kind, Map<string, AviObject>>> = {
		vrfcontext: new Map(),
		serviceenginegroup: new Map(),
		cloud: new Map(),
		tenant: new Map(),
	};
	/** The limit of /api/systemlimits. */
	routeLimit = 5000;
	private lastModified = 1_579_409_598_079_840;
	private count = 0;

	/** Adds an object; its references are made of the names given. */
	add(kind: Kind, object: { readonly name: string } & AviObject): string {
		const uuid = `${kind}-${++this.count}`;
		const stored = { ...object, uuid, url: `${HOST}/api/${kind}/${uuid}` };
		this.all[kind].set(uuid, this.stamped(stored));
		return uuid;
	}

	/** A reference to an object by its name. */
	ref(kind: Kind, name: string): string {
		for (const [uuid, object] of this.all[kind])
			if (object.name === name) return `${HOST}/api/${kind}/${uuid}`;
		throw new Error(`no ${kind} ${name}`);
	}

	/** The name of what a reference leads to. */
	nameOf(ref: unknown): unknown {
		const [kind, uuid = ""] = String(ref)
			.replace(/#.*/, "")
			.split("/")
			.slice(-2) as [Kind, string];
		return this.all[kind]?.get(uuid)?.name;
	}

	/** With a new, larger _last_modified; an empty list is an absent key. */
	private stamped(object: AviObject): AviObject {
		this.lastModified += 1000;
		const kept = Object.entries(object).filter(
			([key, value]) =>
				!(
					["static_routes", "labels"].includes(key) &&
					Array.isArray(value) &&
					value.length === 0
				),
		);
		return {
			...Object.fromEntries(kept),
			_last_modified: String(this.lastModified),
		};
	}

	/** `PUT`: the body replaces the object. With a `_last_modified` that is not the object's: 412. */
	put(kind: Kind, uuid: string, body: AviObject, tenant: string): AviAnswer {
		const stored = this.all[kind].get(uuid);
		if (stored === undefined) return notFound(kind);
		if (this.tenantOf(stored) !== tenant && stored.tenant_ref !== undefined)
			return refusal(400, `Cannot modify ${NAMES[kind]} of another tenant`); // [assumed] text
		const { _last_modified: given } = body;
		// Without it there is no lock: Terraform writes so. [assumed]
		if (given !== undefined && given !== stored._last_modified)
			return refusal(412, "Precondition Failed: concurrent update"); // [assumed] text
		const problem = this.problemOf(kind, body);
		if (problem !== undefined) return refusal(400, problem);
		const next = this.stamped({ ...withoutNames(body), uuid });
		this.all[kind].set(uuid, next);
		return { status: 200, body: next };
	}

	/** `PATCH {"add"|"replace"|"delete": {field: list}}`, without a lock. */
	patch(kind: Kind, uuid: string, body: AviObject, tenant: string): AviAnswer {
		const stored = this.all[kind].get(uuid);
		if (stored === undefined) return notFound(kind);
		let next = stored;
		for (const [verb, fields] of Object.entries(body))
			for (const [field, value] of Object.entries(fields as AviObject)) {
				const old = (next[field] ?? []) as readonly unknown[];
				const given = value as readonly unknown[];
				const texts = given.map((one) => JSON.stringify(one));
				const changed =
					verb === "replace"
						? given
						: verb === "add"
							? [...old, ...given]
							: old.filter((one) => !texts.includes(JSON.stringify(one)));
				next = { ...next, [field]: changed };
			}
		return this.put(kind, uuid, next, tenant);
	}

	private tenantOf(object: AviObject): unknown {
		return this.nameOf(object.tenant_ref);
	}

	/** `GET` of one object. */
	get(kind: Kind, uuid: string, query: URLSearchParams): AviAnswer {
		const stored = this.all[kind].get(uuid);
		return stored === undefined
			? notFound(kind)
			: { status: 200, body: this.shown(stored, query) };
	}

	/** `GET` of a list: the tenant's objects and those of admin, filtered, in pages. */
	list(kind: Kind, query: URLSearchParams, tenant: string): AviAnswer {
		const size = Math.min(Number(query.get("page_size") ?? 25), 200);
		const page = Number(query.get("page") ?? 1);
		const names = query.get("name.in")?.split(",");
		const [name, cloud, cloudUuid] = [
			query.get("name"),
			query.get("cloud_ref.name"),
			query.get("cloud_ref.uuid"),
		];
		const found = [...this.all[kind].values()].filter(
			(object) =>
				(object.tenant_ref === undefined ||
					["admin", tenant].includes(String(this.tenantOf(object)))) &&
				(name === null || object.name === name) &&
				(names === undefined || names.includes(String(object.name))) &&
				(cloud === null || this.nameOf(object.cloud_ref) === cloud) &&
				(cloudUuid === null || String(object.cloud_ref).endsWith(cloudUuid)),
		);
		const results = found
			.slice((page - 1) * size, page * size)
			.map((object) => this.shown(object, query));
		const more = new URLSearchParams(query);
		more.set("page", String(page + 1));
		const next = `${HOST}/api/${kind}?${more}`;
		const isLast = page * size >= found.length;
		return {
			status: 200,
			body: { count: found.length, results, ...(isLast ? {} : { next }) },
		};
	}

	/** The fields that were asked for; with include_name the references name what they lead to. */
	private shown(object: AviObject, query: URLSearchParams): AviObject {
		const fields = query.get("fields")?.split(",");
		const shown = fields
			? Object.entries(object).filter(([key]) =>
					[...fields, "uuid", "name", "url"].includes(key),
				)
			: Object.entries(object);
		const hasNames = query.has("include_name");
		return Object.fromEntries(
			shown.map(([key, value]) => [
				key,
				hasNames && /_ref$|^url$/.test(key)
					? `${value}#${key === "url" ? object.name : this.nameOf(value)}`
					: value,
			]),
		);
	}

	/** What Avi would not take. [assumed] texts, and that these are all. */
	private problemOf(kind: Kind, body: AviObject): string | undefined {
		if (kind === "serviceenginegroup")
			return ((body.labels ?? []) as unknown[]).length > 1
				? "labels: at most 1 item"
				: undefined;
		const routes = (body.static_routes ?? []) as readonly {
			route_id?: unknown;
			prefix?: { ip_addr?: { addr?: unknown }; mask?: unknown };
			next_hop?: { addr?: unknown };
			labels?: readonly unknown[];
		}[];
		if (routes.length > this.routeLimit)
			return `Maximum number of static routes is ${this.routeLimit}`;
		const ids = new Set<unknown>();
		for (const { route_id, prefix, next_hop, labels = [] } of routes) {
			if (typeof route_id !== "string") return "route_id is required";
			if (prefix?.ip_addr?.addr === undefined || prefix.mask === undefined)
				return `${route_id}: prefix is required`;
			if (next_hop?.addr === undefined)
				return `${route_id}: next_hop is required`;
			if (labels.length > 1) return `${route_id}: labels: at most 1 item`;
			if (ids.has(route_id)) return `route_id ${route_id} is not unique`;
			ids.add(route_id);
		}
		return undefined;
	}
}

/** References without the names that a client got with include_name. */
function withoutNames(object: AviObject): AviObject {
	return Object.fromEntries(
		Object.entries(object).map(([key, value]) => [
			key,
			/_ref$|^url$/.test(key) ? String(value).replace(/#.*/, "") : value,
		]),
	);
}

function notFound(kind: Kind): AviAnswer {
	return refusal(404, `${NAMES[kind]} object not found!`);
}
