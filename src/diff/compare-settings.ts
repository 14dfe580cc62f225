import type { Area, ClusterState } from "./state.ts";

/** The change of one setting; a side that does not set it has no value. */
export interface SettingChange {
	readonly area: Area;
	readonly key: string;
	readonly before: string | undefined;
	readonly after: string | undefined;
}

/** Settings that a side may not know: a snapshot without Namespace kube-system, or a table of an older version. */
const MAY_BE_UNKNOWN: readonly string[] = ["clusterUID", "ipamMode"];

/** Settings of a cluster that is on both sides; when the sides are of different kinds, only those that both know. */
export function settingChanges(
	before: ClusterState | undefined,
	after: ClusterState | undefined,
	isOneKind: boolean,
): SettingChange[] {
	if (before === undefined || after === undefined) return [];
	const byId = ({ settings }: ClusterState) =>
		new Map(settings.map((one) => [`${one.area} ${one.key}`, one]));
	const [old, now] = [byId(before), byId(after)];
	return [...new Map([...old, ...now])].flatMap(([id, { area, key }]) => {
		const [from, to] = [old.get(id)?.value, now.get(id)?.value];
		const isComparable =
			(isOneKind && !MAY_BE_UNKNOWN.includes(key)) ||
			(from !== undefined && to !== undefined);
		if (from === to || !isComparable) return [];
		return [{ area, key, before: from, after: to }];
	});
}
