import type { SettingPlace, Target } from "../group/targets/target.ts";
import type { EditValue } from "../text/edit-value.ts";

/** One setting of an item that changes. */
export interface Edit {
	readonly place: SettingPlace;
	/** What the setting is called there, as `AKOSettings.cniPlugin`. */
	readonly name: string;
	readonly isBoolean: boolean;
	/** The current value; undefined when there is none. */
	readonly current: string | undefined;
	readonly proposed: string;
	readonly cluster: string;
}

/** The edits that bring a target's settings to the wanted values, where there are any; one that is right needs none. */
export function editSettings<Key extends string>(
	target: Target<Key>,
	wanted: Readonly<Partial<Record<Key, string | undefined>>>,
	cluster: string,
): Edit[] {
	const entries = Object.entries(wanted) as [Key, string | undefined][];
	return entries.flatMap(([key, proposed]) => {
		const place = target.place(key);
		const value = target.values[key];
		if (proposed === undefined || place === undefined || value === proposed)
			return [];
		// A value at another place stays there, and is overridden.
		const { item, field } = target.where(key);
		const current =
			item === place.item && field === place.field ? value : undefined;
		return [
			{
				place,
				name: target.nameOf(key),
				isBoolean: target.isBoolean(key) && place.isText === undefined,
				current,
				proposed,
				cluster,
			},
		];
	});
}

/** What is written at the edit's place: a truth value where the object has one, a new entry where a list is added to. */
export function writtenValue({
	place: { newName },
	isBoolean,
	proposed,
}: Edit): EditValue {
	if (newName !== undefined) return { name: newName, value: proposed };
	return isBoolean ? proposed === "true" : proposed;
}
