import type { IpFamily } from "../config/config.ts";
import type { Cluster } from "../group/cluster.ts";
import { akoSources } from "../group/targets/ako-setting.ts";
import type { AkoKey, Settings } from "../group/targets/target.ts";
import { AKO_SETTINGS } from "../model/ako-settings.ts";
import { olderThan, parseVersion } from "../resolve/version.ts";

/** The first AKO that routes both families, which is also its default from then on. */
export const FIRST_WITH_BOTH = AKO_SETTINGS.ipFamily.default.since;

/** The values of ipFamily that AKO accepts; with any other text it syncs nothing (IsValidV6Config in internal/lib/lib.go). */
export function ipFamiliesOf(
	akoVersion: string | undefined,
): readonly IpFamily[] {
	return olderThan(akoVersion, FIRST_WITH_BOTH) === undefined
		? ["V4", "V6", "V4_V6"]
		: ["V4", "V6"];
}

/** True for a text that AKO accepts as ipFamily. */
export function isIpFamily(
	text: string,
	akoVersion: string | undefined,
): text is IpFamily {
	return (ipFamiliesOf(akoVersion) as readonly string[]).includes(text);
}

/** The clouds of Avi in which an empty ipFamily means V4_V6; in all others AKO uses V4 whatever is set. */
export const V6_CLOUDS = "vCenter, NSX-T and no-access clouds";
export const V4_CLOUDS = "AWS, Azure, GCP and OpenStack clouds";

/**
 * AKO's default for an empty ipFamily (SetIPFamily in internal/lib/lib.go of AKO, 1.12.1 to 2.2): V4 before 1.12.1,
 * then V4_V6 in `V6_CLOUDS`. Such a cloud is assumed, because nothing in the cluster shows Avi's cloud type. An
 * unknown version counts as a new one.
 */
export function defaultIpFamily(akoVersion: string | undefined): IpFamily {
	const { since, value, before } = AKO_SETTINGS.ipFamily.default;
	return olderThan(akoVersion, since) === undefined ? value : before;
}

/** AKO and its version, for messages about the default. */
export function akoName(akoVersion: string | undefined): string {
	return parseVersion(akoVersion ?? "") === undefined
		? "AKO 1.12.1 and newer (its version is not known here)"
		: `AKO ${akoVersion}`;
}

/** Says why AKO's default ipFamily applies. */
export function unsetText({ settings }: FamilyDecision): string {
	return settings === undefined
		? "AKO's ipFamily is unknown here"
		: "AKO's ipFamily is empty";
}

/** Which families are routed, and what decides it. */
export interface FamilyDecision {
	readonly ipFamily: IpFamily;
	readonly from: "config" | "ako" | "default";
	/** The settings of AKO that set ipFamily, or leave it empty. */
	readonly settings?: Settings<AkoKey> | undefined;
	/** An ipFamily with which AKO syncs nothing. */
	readonly invalid?: string;
}

/** Decides the families: from the configuration, else an AKO target, else the running AKO, else AKO's default. */
export function decideFamily(cluster: Cluster): FamilyDecision {
	const { config, versions } = cluster;
	if (config.ipFamily !== undefined) {
		const { ipFamily } = config;
		const decision = { ipFamily, from: "config" } as const;
		return isIpFamily(ipFamily, versions.ako)
			? decision
			: { ...decision, invalid: ipFamily };
	}
	// A target that sets an empty text asks for AKO's default.
	const settings = akoSources(cluster).find(
		({ values }) => values.ipFamily !== undefined,
	);
	const text = settings?.values.ipFamily ?? "";
	const byDefault = defaultIpFamily(versions.ako);
	if (text === "") return { ipFamily: byDefault, from: "default", settings };
	return isIpFamily(text, versions.ako)
		? { ipFamily: text, from: "ako", settings }
		: { ipFamily: "V4", from: "ako", invalid: text, settings };
}
