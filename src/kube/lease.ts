import type { Connection } from "./connect.ts";
import type { Failed } from "./fault.ts";
import { ask } from "./request.ts";

/** Seconds for which a Lease is valid without renewal. */
const LEASE_SECONDS = 15;
/** Milliseconds between renewals. */
export const LEASE_RENEWAL = 5_000;
/** Milliseconds without a renewal after which we stop: another instance may take over soon. */
export const RENEW_DEADLINE = 10_000;

interface LeaseObject {
	readonly metadata: {
		readonly resourceVersion?: string;
		readonly annotations?: Readonly<Record<string, string>>;
	} & Readonly<Record<string, unknown>>;
	readonly spec?: {
		readonly holderIdentity?: string;
		readonly renewTime?: string;
		readonly leaseTransitions?: number;
		readonly leaseDurationSeconds?: number;
	};
}

/** The state of a Lease, by our own clock only: other clocks may be wrong. */
interface LeaseView {
	readonly isHeld: boolean;
	/** The identity of its holder; empty when nobody holds it, or it was not read. */
	readonly holder: string;
	/** When we last renewed it. */
	readonly renewedAt: number;
	/** The last seen version, and when it was first seen. */
	readonly seen: string;
	readonly seenAt: number;
	/** Its annotations when we took it. */
	readonly annotations: Readonly<Record<string, string>>;
}

/** The state before the Lease was read. */
export const NO_LEASE: LeaseView = {
	isHeld: false,
	holder: "",
	renewedAt: 0,
	seen: "",
	seenAt: 0,
	annotations: {},
};

/** The Lease, and our identity. */
export interface LeaseName {
	readonly namespace: string;
	readonly name: string;
	readonly identity: string;
}

/**
 * Takes the Lease, or renews it; a compare-and-swap by its resourceVersion. Another holder's Lease is taken when it
 * did not change for its duration by our clock. Returns the current state; `isHeld` becomes false when it could not
 * be renewed in time.
 */
export async function renewLease(
	connection: Connection,
	lease: LeaseName,
	view: LeaseView,
	{
		annotations,
		now,
		elapsed,
	}: {
		readonly annotations: Readonly<Record<string, string>>;
		/** The time of day, in milliseconds: only for those who read the Lease. */
		readonly now: () => number;
		/** Milliseconds of the monotonic clock. */
		readonly elapsed: () => number;
	},
): Promise<{ readonly view: LeaseView; readonly problem?: string }> {
	const { namespace, name, identity } = lease;
	const leases = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
	const start = elapsed();
	const fail = ({ fault }: Failed) => ({
		view: {
			...view,
			isHeld: view.isHeld && elapsed() - view.renewedAt < RENEW_DEADLINE,
		},
		// Of several that take it at once, all but one get 409.
		...(fault.status === 409 && !view.isHeld
			? {}
			: { problem: `lease ${namespace}/${name}: ${fault.message}` }),
	});
	const got = await ask(connection, `${leases}/${name}`);
	const isAbsent = "fault" in got && got.fault.status === 404;
	if ("fault" in got && !isAbsent) return fail(got);
	const old = "body" in got ? (got.body as LeaseObject) : undefined;
	const known = old?.metadata.annotations ?? {};
	const { isExpired, holder, ...last } = holderOf(old, view, start);
	if (!isExpired && holder !== "" && holder !== identity)
		return { view: { ...view, isHeld: false, holder, ...last } };
	const body = heldLease(old, lease, {
		annotations: { ...known, ...(view.isHeld ? annotations : {}) },
		now: now(),
	});
	const written = isAbsent
		? await ask(connection, leases, { method: "POST", body })
		: await ask(connection, `${leases}/${name}`, { method: "PUT", body });
	if ("fault" in written) return fail(written);
	return {
		view: {
			isHeld: true,
			holder: identity,
			renewedAt: start,
			...last,
			annotations: known,
		},
	};
}

/** The holder of a Lease, since when it is seen unchanged, and whether that is longer than it is valid. */
function holderOf(
	lease: LeaseObject | undefined,
	view: Pick<LeaseView, "seen" | "seenAt">,
	now: number,
) {
	const {
		holderIdentity: holder = "",
		renewTime,
		leaseDurationSeconds = LEASE_SECONDS,
	} = lease?.spec ?? {};
	const seen = `${holder} ${renewTime}`;
	const seenAt = seen === view.seen ? view.seenAt : now;
	const isExpired = now - seenAt >= leaseDurationSeconds * 1000;
	return { holder, seen, seenAt, isExpired };
}

/** The Lease as we hold it from now on; what others have written into it stays. */
function heldLease(
	old: LeaseObject | undefined,
	{ namespace, name, identity }: LeaseName,
	{ annotations, now }: Pick<LeaseView, "annotations"> & { now: number },
) {
	const { leaseTransitions = 0, holderIdentity } = old?.spec ?? {};
	return {
		apiVersion: "coordination.k8s.io/v1",
		kind: "Lease",
		metadata: { ...old?.metadata, name, namespace, annotations },
		spec: {
			...old?.spec,
			holderIdentity: identity,
			leaseDurationSeconds: LEASE_SECONDS,
			renewTime: new Date(now).toISOString().replace("Z", "000Z"),
			leaseTransitions:
				leaseTransitions + (holderIdentity === identity ? 0 : 1),
		},
	};
}

/** Releases the Lease, so that the next holder need not wait; a failure does no harm. */
export async function releaseLease(
	connection: Connection,
	{ namespace, name, identity }: LeaseName,
): Promise<void> {
	const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${name}`;
	const got = await ask(connection, path);
	if ("fault" in got) return;
	const old = got.body as LeaseObject;
	if (old.spec?.holderIdentity !== identity) return;
	const { renewTime: _, ...spec } = old.spec;
	await ask(connection, path, {
		method: "PUT",
		body: { ...old, spec: { ...spec, holderIdentity: "" } },
	});
}
