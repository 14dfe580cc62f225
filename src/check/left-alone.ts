import type { FieldRef, Target } from "../group/targets/target.ts";
import { isEncrypted, type Unknown } from "../group/targets/unknown.ts";
import { groupBy } from "../krm/group-by.ts";
import { listOf } from "../krm/list-of.ts";
import { findAkoSetting } from "../model/ako-settings.ts";
import { isOwnValue } from "../plan/own-values.ts";
import { titleOf } from "../read/unread-item.ts";
import type { ClusterFinding } from "./check.ts";
import {
	isWritten,
	type WantedValue,
	type WantedValues,
} from "./wanted-values.ts";

/** A setting that can't be edited to its wanted value. */
interface Left {
	readonly name: string;
	readonly current: string | undefined;
	readonly unknown: Unknown | undefined;
	readonly wanted: WantedValue;
	readonly isBoolean: boolean;
	readonly at: FieldRef;
	/** The field of values that override those in which it can't be seen. */
	readonly above: string | undefined;
}

/** The settings of a target that can't be seen or edited and may be wrong; one finding for each cause. */
export function leftAlone<Key extends string>(
	target: Target<Key>,
	wanted: WantedValues<Key>,
	cluster: string,
): ClusterFinding[] {
	const { item, locked, remedyOf = (set) => `${set} there` } = target;
	const left = target.keys.flatMap((key): Left | [] => {
		const wish = wanted[key];
		// No run writes a name.
		const isName = findAkoSetting(key)?.isName === true;
		const unknown = target.unknown[key];
		const isEdited = !isName && target.place(key) !== undefined;
		if (wish === undefined || isEdited || isOwnValue(unknown, cluster))
			return [];
		const current = target.values[key];
		// A different name is a separate error.
		const isRight =
			isName || !("value" in wish) || (current ?? "") === wish.value;
		if (unknown === undefined && isRight) return [];
		return {
			name: target.nameOf(key),
			current,
			unknown,
			wanted: wish,
			isBoolean: target.isBoolean(key),
			at: target.where(key),
			above: target.above(key)?.field,
		};
	});
	const groups = groupBy(left, ({ unknown }) =>
		isWritten(unknown) ? unknown?.kind : unknown?.what,
	);
	return [...groups.values()].map((group) => {
		const [{ at, unknown }] = group as [Left];
		// The value of a plain ConfigMap may be locked by what refers to it.
		const owner = isEncrypted(at.item) ? at.item : item;
		return unknown === undefined
			? {
					...at,
					...lockedWords(group, `${titleOf(owner)} ${locked}`, remedyOf),
				}
			: { ...at, ...WORDS[unknown.kind](group, titleOf(item)) };
	});
}

type Words = (
	group: readonly Left[],
	who: string,
) => Required<Pick<ClusterFinding, "message" | "remedy">>;

const elsewhere: Words = (group, who) => {
	const [{ unknown, above }] = group as [Left];
	const them = group.length === 1 ? "it" : "them";
	const or =
		above === undefined ? "" : `, or set ${them} in ${above}, which wins`;
	return {
		message: `${who}: ${names(group)} may be set in ${unknown?.what}, and ${are(group)} not compared or edited here`,
		remedy: `${makeSure(group)} there${or}`,
	};
};

/** The texts about settings that can't be seen, by reason. */
const WORDS: Readonly<Record<Unknown["kind"], Words>> = {
	variable: (group, who) => {
		const texts = group.map(({ name, unknown }) => {
			const fallback = unknown?.fallback;
			const unless =
				fallback === undefined
					? ""
					: ` (by default ${JSON.stringify(fallback)})`;
			return `${name} is ${unknown?.what}${unless}`;
		});
		return {
			message: `${who}: ${listOf(texts)}, which ${are(group)} filled in later and not compared or edited here`,
			remedy: makeSure(group),
		};
	},
	encrypted: (group, who) => ({
		message: `${who}: ${names(group)} ${are(group)} encrypted by sops and not compared or edited here`,
		remedy: makeSure(group),
	}),
	elsewhere,
	default: elsewhere,
};

/** The texts about visible settings of an object that is not edited. */
function lockedWords(
	group: readonly Left[],
	who: string,
	remedyOf: (set: string) => string,
): ReturnType<Words> {
	const texts = group.map(
		({ at: { field }, current }) =>
			`${field} is ${current === undefined ? "not set" : JSON.stringify(current)}`,
	);
	const wanted = group.flatMap(({ at: { field }, wanted: wish }) => {
		if (!("value" in wish)) return [];
		return wish.value === "" ? `empty ${field}` : `set ${field}: ${wish.value}`;
	});
	return {
		message: `${who}: ${listOf(texts)}`,
		remedy: remedyOf(listOf(wanted)),
	};
}

const names = (group: readonly Left[]) => listOf(group.map(({ name }) => name));
const are = (group: readonly Left[]) => (group.length === 1 ? "is" : "are");

function makeSure(group: readonly Left[]): string {
	const values = group.flatMap(({ name, wanted: wish, isBoolean }) => {
		if (!("value" in wish)) return [];
		const written = isBoolean ? wish.value : JSON.stringify(wish.value);
		return `${name} is ${written}`;
	});
	const fields = group.flatMap(({ wanted: wish }) =>
		"config" in wish ? wish.config : [],
	);
	return [
		values.length > 0 && `make sure that ${listOf(values)}`,
		fields.length > 0 && `set ${listOf(fields)} of the AviRoutes to the same`,
	]
		.filter(Boolean)
		.join(", and ");
}
