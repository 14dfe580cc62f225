import type { VrfContext } from "../config/config.ts";
import { type AviFailed, aviFailed } from "./fault.ts";
import { listObjects, type RawObject } from "./list.ts";
import type { AviSession } from "./session.ts";

/** Identity and version of a VRF context; Avi may omit `_last_modified`. */
export interface VrfRef {
	readonly uuid: string;
	readonly lastModified: string | undefined;
}

/**
 * Finds the VRF context of that name in that cloud: every cloud has a `global` and a `management`. Not cached, because
 * the VRF context may have been recreated.
 */
export async function findVrf(
	session: AviSession,
	{ name, cloud, tenant }: VrfContext,
): Promise<VrfRef | AviFailed> {
	const found = await listObjects(session, tenant, "vrfcontext", {
		name,
		"cloud_ref.name": cloud,
		include_name: "true",
		fields: "name,uuid,cloud_ref,_last_modified",
	});
	if ("fault" in found) return found;
	const own = found.objects.filter(
		(object) => object.name === name && isOf(object.cloud_ref, cloud),
	);
	const [vrf, other] = own;
	const where = `in cloud ${cloud} for tenant ${tenant}`;
	if (typeof vrf?.uuid !== "string")
		return aviFailed(
			"VRFNotFound",
			`Avi has no VRF context ${name} ${where}; create it, or correct spec.vrfContext of the AviRoutes`,
		);
	if (other !== undefined)
		return aviFailed(
			"VRFAmbiguous",
			`Avi has ${own.length} VRF contexts ${name} ${where}; give them different names`,
		);
	return refOf(vrf);
}

/** The identity and version of a VRF context. */
export function refOf({
	uuid,
	_last_modified: lastModified,
}: RawObject): VrfRef {
	return {
		uuid: String(uuid),
		lastModified: typeof lastModified === "string" ? lastModified : undefined,
	};
}

/** True when the reference names the cloud, or no cloud. */
function isOf(ref: unknown, cloud: string): boolean {
	const [, name] = String(ref).split("#");
	return [undefined, cloud, encodeURIComponent(cloud)].includes(name);
}

/** The whole VRF context; a fault when it could not be written back unchanged. */
export async function getVrf(
	session: AviSession,
	uuid: string,
	{ tenant }: VrfContext,
): Promise<{ readonly vrf: RawObject } | AviFailed> {
	const got = await session.ask({ method: "GET", path: pathOf(uuid), tenant });
	if ("fault" in got) return got;
	const vrf = got.body as RawObject;
	const { static_routes: routes = [], _last_modified: lock } = vrf;
	if (!Array.isArray(routes) || vrf.uuid !== uuid)
		return aviFailed("Rejected", "Avi's answer is not a VRF context");
	if (typeof lock !== "string")
		return aviFailed(
			"Rejected",
			"the VRF context has no _last_modified: without it, concurrent writes can't be detected",
		);
	return isExact(vrf)
		? { vrf }
		: aviFailed(
				"Rejected",
				"the VRF context has a number of more than 15 digits, which can't be written back unchanged",
			);
}

/** The static routes of a VRF context. */
export const routesOf = ({ static_routes: routes }: RawObject) =>
	(routes ?? []) as readonly RawObject[];

/** False where a number was rounded when it was read. */
function isExact(value: unknown): boolean {
	if (typeof value === "number")
		return !Number.isInteger(value) || Number.isSafeInteger(value);
	if (typeof value !== "object" || value === null) return true;
	return Object.values(value).every(isExact);
}

/**
 * Writes the object, unless somebody has written it since it was read (Avi compares `_last_modified`). Returns the new
 * state. A VRF context that its tenant may not write is written as admin, as AKO does.
 */
export async function putVrf(
	session: AviSession,
	vrf: RawObject,
	{ tenant }: VrfContext,
): Promise<{ readonly vrf: RawObject } | AviFailed> {
	const put = (as: string) =>
		session.ask({
			method: "PUT",
			path: pathOf(String(vrf.uuid)),
			tenant: as,
			body: vrf,
		});
	let got = await put(tenant);
	if (
		"fault" in got &&
		got.fault.status === 400 &&
		/Cannot modify VrfContext/i.test(got.fault.message) &&
		tenant !== "admin"
	)
		got = await put("admin");
	return "fault" in got ? got : { vrf: got.body as RawObject };
}

const pathOf = (uuid: string) => `/api/vrfcontext/${encodeURIComponent(uuid)}`;

/** Maximum number of routes in a VRF context; undefined when Avi does not return it, or the account may not read it. */
export async function readRouteLimit(
	session: AviSession,
	{ tenant }: VrfContext,
): Promise<number | undefined> {
	const got = await session.ask({
		method: "GET",
		path: "/api/systemlimits",
		tenant,
	});
	if ("fault" in got) return undefined;
	const { controller_limits: limits } = got.body as {
		controller_limits?: Readonly<Record<string, unknown>>;
	};
	const max = limits?.routes_per_vrfcontext;
	return typeof max === "number" && max > 0 ? max : undefined;
}
