import type {
	AkoKey,
	CiliumKey,
	SettingPlace,
	Target,
} from "../group/targets/target.ts";
import type { EditValue } from "../text/edit-value.ts";

/** A change of one setting of an item. */
export interface Edit {
	readonly place: SettingPlace;
	readonly key: AkoKey | CiliumKey;
	/** The setting's name in the item, as `AKOSettings.cniPlugin`. */
	readonly name: string;
	readonly isBoolean: boolean;
	/** The current value; undefined when there is none. */
	readonly current: string | undefined;
	readonly proposed: string;
	readonly cluster: string;
}

/** The edits that set a target's settings to the wanted values; none for a setting that is right. */
export function editSettings<Key extends AkoKey | CiliumKey>(
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
		// A value in another place is not edited but overridden.
		const { item, field } = target.where(key);
		const current =
			item === place.item && field === place.field ? value : undefined;
		return {
			place,
			key,
			name: target.nameOf(key),
			isBoolean: target.isBoolean(key) && place.isText === undefined,
			current,
			proposed,
			cluster,
		};
	});
}

/** The value to write: a boolean where the object has one, an entry when it is added to a list. */
export function writtenValue(edit: Edit): EditValue {
	const { newName } = edit.place;
	if (newName !== undefined) return { name: newName, value: edit.proposed };
	return typedValues(edit).proposedValue;
}

/** The edit's values as the object has them: a boolean or a text; the current one undefined when there is none. */
export function typedValues({ isBoolean, current, proposed }: Edit) {
	const typed = (value: string) => (isBoolean ? value === "true" : value);
	const currentValue = current === undefined ? undefined : typed(current);
	return { currentValue, proposedValue: typed(proposed) };
}
