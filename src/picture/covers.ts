import { bigNumber, networkAt } from "../ip/big-number.ts";
import { BITS, FAMILIES, type Family } from "../ip/bits.ts";
import { comparePrefixes, type Prefix } from "../ip/prefix.ts";

/** Maximum number of networks per family. */
const MAX_COVERS = 8;

/**
 * The smallest networks that hold all the given ones: one per family, or up to eight when one would be wider than the
 * given length.
 */
export function covers(
	prefixes: readonly Prefix[],
	widest: (family: Family, prefixes: readonly Prefix[]) => number,
): Prefix[] {
	return FAMILIES.flatMap((family) => {
		const own = prefixes.filter((prefix) => prefix.family === family);
		if (own.length === 0) return [];
		const length = widest(family, own);
		const whole = coverOf(own);
		const groups = [{ cover: whole, prefixes: own as readonly Prefix[] }];
		while (groups.length < MAX_COVERS) {
			const at = groups.findIndex(
				({ cover, prefixes }) =>
					cover.length < length &&
					prefixes.every((prefix) => prefix.length > cover.length),
			);
			const [group] = at < 0 ? [] : groups.splice(at, 1);
			if (group === undefined) break;
			groups.push(...halves(group.cover, group.prefixes));
		}
		return groups.map(({ cover }) => cover).sort(comparePrefixes);
	});
}

/** The prefixes in each half of their smallest network; no prefix equals that network, so neither half is empty. */
function halves(cover: Prefix, prefixes: readonly Prefix[]) {
	const shift = BigInt(BITS[cover.family] - cover.length - 1);
	const isUpper = (prefix: Prefix) =>
		((bigNumber(prefix) >> shift) & 1n) === 1n;
	return [
		prefixes.filter((prefix) => !isUpper(prefix)),
		prefixes.filter(isUpper),
	].map((half) => ({ cover: coverOf(half), prefixes: half }));
}

/** The smallest network that holds all the given ones, of one family. */
function coverOf(prefixes: readonly Prefix[]): Prefix {
	const [first] = prefixes as readonly [Prefix, ...Prefix[]];
	const { family } = first;
	const start = bigNumber(first);
	let length = first.length;
	for (const prefix of prefixes) {
		length = Math.min(length, prefix.length);
		const differing = (bigNumber(prefix) ^ start).toString(2);
		if (differing === "0") continue;
		length = Math.min(length, BITS[family] - differing.length);
	}
	const shift = BigInt(BITS[family] - length);
	return networkAt((start >> shift) << shift, family, length);
}
