import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nestedPrefixes } from "../../src/check/nested-prefixes.ts";
import { areSameBits } from "../../src/ip/bits.ts";
import { sortByNetwork } from "../../src/ip/network-index.ts";
import { holdsPrefix, type Prefix, parsePrefix } from "../../src/ip/prefix.ts";

interface Claim {
	readonly prefix: Prefix;
	readonly owner: string;
}

function claim(cidr: string, owner: string): Claim {
	const prefix = parsePrefix(cidr)?.prefix;
	if (prefix === undefined) throw new Error(cidr);
	return { prefix, owner };
}

const COUNT = 10_000;
const many = (make: (i: number) => Claim) =>
	Array.from({ length: COUNT }, (_, i) => make(i));
const network = (i: number) => `10.${(i >> 8) & 255}.${i & 255}.0/24`;

/** Claims, and how many claims lie in another owner's network. */
const CASES: readonly [lesson: string, claims: Claim[], nested: number][] = [
	["all apart", many((i) => claim(network(i), `n${i}`)), 0],
	["all the same", many((i) => claim("10.0.0.0/24", `n${i}`)), COUNT - 1],
	["all the same, of one owner", many(() => claim("10.0.0.0/24", "n")), 0],
	[
		"all in one wide network",
		[claim("10.0.0.0/8", "wide"), ...many((i) => claim(network(i), `n${i}`))],
		COUNT,
	],
	[
		"the same pool in a hundred clusters",
		many((i) =>
			claim(
				`10.0.${((i / 100) >> 2) & 255}.${(Math.trunc(i / 100) & 3) * 64}/26`,
				`c${i % 100}`,
			),
		),
		9_900,
	],
];

const test = suite("nested prefixes");

for (const [lesson, claims, nested] of CASES) {
	test(`are found: ${lesson}`, () => {
		const sorted = sortByNetwork(claims);
		const found = nestedPrefixes(sorted, ({ owner }) => owner, {
			withSameAddress: true,
		});
		assert.is(found.length, nested);
	});
}

/** What comparing all pairs finds: whether another owner's network holds the claim. */
function isHeld(
	inner: Claim,
	claims: readonly Claim[],
	withSameAddress: boolean,
): boolean {
	return claims.some(
		(outer) =>
			outer.owner !== inner.owner &&
			holdsPrefix(outer.prefix, inner.prefix) &&
			(withSameAddress || !areSameBits(outer.prefix, inner.prefix)),
	);
}

for (const withSameAddress of [true, false]) {
	test(`finds what all pairs would, ${withSameAddress ? "with" : "without"} the same address`, () => {
		let seed = 7;
		const random = (below: number) => {
			seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
			return Math.floor((seed / 2_147_483_648) * below);
		};
		for (let round = 0; round < 300; round++) {
			const claims = Array.from({ length: 12 }, () =>
				claim(
					`10.0.${random(8)}.${random(4) * 64}/${20 + random(8)}`,
					`n${random(4)}`,
				),
			);
			const found = new Set(
				nestedPrefixes(sortByNetwork(claims), ({ owner }) => owner, {
					withSameAddress,
				}).map(({ inner }) => inner),
			);
			for (const inner of claims) {
				const isFirstOfSame = claims.some(
					(other) =>
						other.prefix.text === inner.prefix.text &&
						other.owner !== inner.owner,
				);
				if (withSameAddress && isFirstOfSame) continue;
				assert.is(found.has(inner), isHeld(inner, claims, withSameAddress));
			}
		}
	});
}

test.run();
