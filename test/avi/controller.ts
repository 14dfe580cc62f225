import { type Account, Accounts } from "./accounts.ts";
import { foreignChanges } from "./foreign-changes.ts";
import { KINDS, type Kind, Objects } from "./objects.ts";
import {
	type AviAnswer,
	type AviObject,
	type AviRequest,
	refusal,
} from "./wire.ts";

/** What goes wrong with requests that it fits, so many times. */
export interface Fault {
	readonly method?: string;
	readonly path?: RegExp;
	/** How often; for good when it is not said. */
	times?: number;
	readonly answer?: AviAnswer;
	/** No answer comes: the request is not carried out, or it is and only the answer is lost. */
	readonly lost?: "before" | "after";
	/** As `lost`, but the connection stays open in silence. */
	readonly hangs?: "before" | "after";
	/** Done before the request is looked at: what happens between a GET and a PUT. */
	readonly meanwhile?: () => void;
}

/** What went over the wire, and what came of it; `status` is 0 where no answer went back. */
export interface Logged extends AviRequest {
	readonly status: number;
}

/** What the client gets: an answer, or none. */
export type Outcome =
	| { readonly answer: AviAnswer }
	| { readonly lost: "reset" | "hang" };

/** The account that a new stand-in knows. */
export const ACCOUNT: Account = {
	username: "avi-routes",
	password: "password-that-nobody-may-see",
	token: "token-that-nobody-may-see",
};

/** The name with which avi-routes asks. */
const OWN_AGENT = /^avi-routes\//;

/**
 * A stand-in for the Avi controller, as far as static routes need it. What no public source tells (texts and codes of
 * refusals) is marked [assumed]; it was never held against a real controller. It has two clouds with the VRFs `global`
 * and `management` each, the tenants admin and telco, and an SE group Default-Group a cloud.
 */
export class AviController {
	readonly log: Logged[] = [];
	readonly faults: Fault[] = [];
	readonly objects = new Objects();
	readonly accounts: Accounts;
	/** What avi-routes did to entries that are not of the one cluster that it wrote: must stay empty. */
	readonly violations: string[] = [];
	/** X-Avi-UserAgent of the last write that was carried out. */
	lastWriter: string | undefined;
	/** Called after each write that was carried out. */
	onWrite: (kind: Kind) => void = () => undefined;

	constructor(now: () => number = Date.now, account = ACCOUNT) {
		this.accounts = new Accounts(account, "30.2.1", now);
		const { objects } = this;
		for (const name of ["admin", "telco"]) objects.add("tenant", { name });
		const tenant_ref = objects.ref("tenant", "admin");
		for (const name of ["Default-Cloud", "vcenter"]) {
			objects.add("cloud", { name, tenant_ref });
			const cloud_ref = objects.ref("cloud", name);
			for (const vrf of ["global", "management"])
				objects.add("vrfcontext", {
					name: vrf,
					cloud_ref,
					tenant_ref,
					system_default: true,
					lldp_enable: true,
				});
			objects.add("serviceenginegroup", {
				name: "Default-Group",
				cloud_ref,
				tenant_ref,
			});
		}
	}

	/** Adds a VRF context, and its cloud where there is none of that name. */
	addVrf(name: string, cloud: string, more: AviObject = {}): void {
		const { objects } = this;
		const tenant_ref = objects.ref("tenant", "admin");
		const clouds = [...objects.all.cloud.values()];
		if (!clouds.some((one) => one.name === cloud))
			objects.add("cloud", { name: cloud, tenant_ref });
		const cloud_ref = objects.ref("cloud", cloud);
		objects.add("vrfcontext", { name, cloud_ref, tenant_ref, ...more });
	}

	/** Takes a request as it came over the wire. */
	handle(request: AviRequest): Outcome {
		const fault = this.faults.find(
			({ method = request.method, path = /./, times = 1 }) =>
				times > 0 && method === request.method && path.test(request.path),
		);
		if (fault?.times !== undefined) fault.times--;
		fault?.meanwhile?.();
		const lost = fault?.lost ?? fault?.hangs;
		const answer =
			lost === "before" ? undefined : (fault?.answer ?? this.answer(request));
		const isLost = lost !== undefined || answer === undefined;
		this.log.push({ ...request, status: isLost ? 0 : answer.status });
		return isLost ? { lost: fault?.hangs ? "hang" : "reset" } : { answer };
	}

	private answer(request: AviRequest): AviAnswer {
		const url = new URL(
			request.path.replace(/^\/+/, "/"),
			"https://avi.invalid",
		);
		const path = url.pathname.replace(/\/$/, "");
		if (path === "/login" && request.method === "POST")
			return this.accounts.login(request);
		if (path === "/api/initial-data")
			return {
				status: 200,
				body: { version: { Version: this.accounts.version } },
			};
		if (path === "/api/cluster/status")
			return {
				status: 200,
				body: { cluster_state: { state: "CLUSTER_UP_NO_HA" } },
			};
		const tenant = request.headers["x-avi-tenant"] ?? "admin";
		const isKnown = [...this.objects.all.tenant.values()].some(
			({ name }) => name === tenant,
		);
		return (
			this.accounts.refuse(request) ??
			(isKnown
				? this.resource(request, path, url.searchParams, tenant)
				: refusal(403, `Tenant '${tenant}' does not exist!`))
		);
	}

	private resource(
		{ method, headers, body }: AviRequest,
		path: string,
		query: URLSearchParams,
		tenant: string,
	): AviAnswer {
		const { objects } = this;
		if (path === "/api/systemlimits")
			return {
				status: 200,
				body: {
					controller_limits: { routes_per_vrfcontext: objects.routeLimit },
				},
			};
		const [, kind, uuid] =
			/^\/api\/(\w+)(?:\/([\w-]+))?$/.exec(path) ?? ([] as string[]);
		const isKnown = (name: unknown): name is Kind =>
			KINDS.includes(name as Kind);
		if (!isKnown(kind)) return refusal(404, "Not found");
		if (method === "GET")
			return uuid === undefined
				? objects.list(kind, query, tenant)
				: objects.get(kind, uuid, query);
		if (uuid === undefined || !/^(?:PUT|PATCH)$/.test(method))
			return refusal(405, "Method not allowed");
		const before = objects.all[kind].get(uuid);
		const verb = method === "PUT" ? "put" : "patch";
		const answer = objects[verb](kind, uuid, JSON.parse(body), tenant);
		if (answer.status !== 200) return answer;
		if (OWN_AGENT.test(headers["x-avi-useragent"] ?? ""))
			this.violations.push(
				...foreignChanges(before ?? {}, answer.body as AviObject),
			);
		this.lastWriter = headers["x-avi-useragent"];
		this.onWrite(kind);
		return answer;
	}

	/** The VRF context of that name in that cloud, as it is stored. */
	vrf(name = "global", cloud = "Default-Cloud"): AviObject {
		return this.find("vrfcontext", name, cloud);
	}

	/** The static routes of the VRF context. */
	routes(name?: string, cloud?: string): readonly AviObject[] {
		return (this.vrf(name, cloud).static_routes ?? []) as AviObject[];
	}

	/** The labels of an SE group. */
	labels(name = "Default-Group", cloud = "Default-Cloud"): unknown {
		return this.find("serviceenginegroup", name, cloud).labels ?? [];
	}

	private find(kind: Kind, name: string, cloud: string): AviObject {
		const found = [...this.objects.all[kind].values()].find(
			(object) =>
				object.name === name && this.objects.nameOf(object.cloud_ref) === cloud,
		);
		if (found === undefined) throw new Error(`no ${kind} ${name} in ${cloud}`);
		return found;
	}

	/** Changes an object by hand, past all checks of the API. */
	edit(fields: AviObject, kind: Kind = "vrfcontext", name?: string): void {
		const own = this.find(
			kind,
			name ?? (kind === "vrfcontext" ? "global" : "Default-Group"),
			"Default-Cloud",
		);
		const { _last_modified: _, ...rest } = own;
		this.objects.put(kind, String(own.uuid), { ...rest, ...fields }, "admin");
	}

	/** The writes that were asked for, whatever came of them. */
	get writes(): readonly Logged[] {
		return this.log.filter(
			({ method, path }) => method !== "GET" && path !== "/login",
		);
	}
}
