import { defined } from "../krm/defined.ts";
import type { Area, ClusterState } from "./state.ts";

/** The change of one setting; a side that does not set it has no value. */
export interface SettingChange {
	readonly area: Area;
	readonly key: string;
	readonly before: string | undefined;
	readonly after: string | undefined;
	/** The values that a render sets instead, where the files of a side are not rendered. */
	readonly pendingBefore?: string;
	readonly pendingAfter?: string;
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
		const [from, to] = [old.get(id), now.get(id)];
		const [before, after] = [from?.value, to?.value];
		const isComparable =
			(isOneKind && !MAY_BE_UNKNOWN.includes(key)) ||
			(before !== undefined && after !== undefined);
		// Rendered files have nothing pending.
		const isSame =
			before === after && (!isOneKind || from?.pending === to?.pending);
		if (isSame || !isComparable) return [];
		const pending = defined({
			pendingBefore: from?.pending,
			pendingAfter: to?.pending,
		});
		return [{ area, key, before, after, ...pending }];
	});
}
