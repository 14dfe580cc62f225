import { dump } from "js-yaml";
import { stringify } from "yaml";

/** The styles in which tools print a value. */
export const STYLES: readonly ((value: unknown) => string)[] = [
	(value) => stringify(value, { indentSeq: false, lineWidth: 0 }),
	(value) => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }),
	(value) => dump(value, { noRefs: true, flowLevel: 5, lineWidth: -1 }),
	(value) => dump(value, { noRefs: true, quoteStyle: "double" }),
	(value) => dump(value, { noRefs: true, flowLevel: 1 }),
	(value) => JSON.stringify(value, null, 1),
];
