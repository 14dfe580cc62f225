import { MAX_DEPTH, MAX_MERGED_KEYS } from "./yaml-limits.ts";

/** What js-yaml's reasons mean that are no errors of syntax, by the words that they hold, and what else is known of such a text. */
export const PROBLEMS: readonly (readonly [
	reason: RegExp,
	remedy: string,
	more?: { readonly isValid?: true; readonly isForeignAlias?: true },
])[] = [
	[
		/maxDepth/,
		`nested more than ${MAX_DEPTH} levels deep; no Kubernetes object is, flatten it`,
		{ isValid: true },
	],
	[
		/maxTotalMergeKeys/,
		`more than ${MAX_MERGED_KEYS} keys that YAML merge keys (<<) bring in; write the values out`,
		{ isValid: true },
	],
	[
		/cannot merge/,
		"a YAML merge key (<<) has a value that is not a mapping; write the fields out",
	],
	[
		/duplicated mapping key/,
		"a key appears twice in one mapping; remove one of them",
	],
	[
		/unidentified alias/,
		"a YAML alias without its anchor; write the value out",
		{ isForeignAlias: true },
	],
	[
		/unknown .*tag/,
		"a YAML tag that is not known here; remove it",
		{ isValid: true },
	],
	[/input is empty/, "there is only white space and comments"],
	[/found more/, "several YAML documents where one is expected"],
];

/** js-yaml's messages with their remedies. */
const SYNTAX: readonly (readonly [reason: RegExp, meaning: string])[] = [
	[/tab characters/, "it is indented with a tab; use spaces"],
	[
		/indentation/,
		"the indentation fits nothing above, or a quote or bracket before it is not closed; correct it",
	],
	[/quoted scalar/, "a quote is opened and not closed; close it"],
	[
		/flow collection|node content/,
		"a comma, a value or the closing bracket is missing between [ ] or { }; correct it",
	],
	[
		/document separator/,
		"the line belongs to nothing above; correct the indentation, or put --- between documents",
	],
	[
		/multiline key|':' after|whitespace character/,
		"a key has no value; write KEY: VALUE, with a space",
	],
	[
		/escape sequence|hexadecimal/,
		"YAML has no such escape in double quotes; use single quotes, or double the backslash",
	],
	[
		/non-printable|JSON character/,
		"there are control characters, which YAML does not allow; remove them",
	],
];

/** The message for invalid YAML, with the remedy. */
export function notValid(reason: string): string {
	const known = SYNTAX.find(([pattern]) => pattern.test(reason));
	// Remove pieces of the text: it may be a Secret's.
	const own = reason.replace(/:? *(?:: |["!]).*$/s, "");
	return `not valid YAML: ${known?.[1] ?? `${own}; correct it`}`;
}
