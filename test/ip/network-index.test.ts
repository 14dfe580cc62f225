import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseAddress } from "../../src/ip/address.ts";
import { areSameBits } from "../../src/ip/bits.ts";
import { NetworkIndex } from "../../src/ip/network-index.ts";
import {
	holdsAddress,
	holdsPrefix,
	type Prefix,
	parsePrefix,
} from "../../src/ip/prefix.ts";
import { type Choices, chosen, holds, same } from "../read/choices.ts";

interface Claim {
	readonly prefix: Prefix;
	readonly owner: string;
}

function claim(cidr: string, owner: string): Claim {
	const prefix = parsePrefix(cidr);
	if (prefix === undefined) throw new Error(cidr);
	return { prefix, owner };
}

const COUNT = 100_000;
const many = (make: (i: number) => Claim) =>
	Array.from({ length: COUNT }, (_, i) => make(i));

/** Hard cases for whoever compares all pairs, and how many claims lie in another owner's network. */
const CASES: readonly [lesson: string, claims: Claim[], nested: number][] = [
	[
		"all apart",
		many((i) => claim(`10.${(i >> 8) & 255}.${i & 255}.0/24`, `n${i}`)).slice(
			0,
			65_536,
		),
		0,
	],
	["all the same", many((i) => claim("10.0.0.0/24", `n${i}`)), COUNT - 1],
	["all the same, of one owner", many(() => claim("10.0.0.0/24", "n")), 0],
	[
		"all in one wide network",
		[
			claim("10.0.0.0/8", "wide"),
			...many((i) =>
				claim(`10.${(i >> 8) & 255}.${i & 255}.0/24`, `n${i}`),
			).slice(0, 65_536),
		],
		65_536,
	],
	[
		"the same pool in a hundred clusters",
		many((i) =>
			claim(
				`10.0.${((i / 100) >> 2) & 255}.${(Math.trunc(i / 100) & 3) * 64}/26`,
				`c${i % 100}`,
			),
		),
		99_000,
	],
];

const test = suite("an index of networks");

for (const [lesson, claims, nested] of CASES) {
	// Pair by pair it would take minutes.
	test(`finds what nests among 100,000: ${lesson}`, () => {
		const index = new NetworkIndex(claims, ({ owner }) => owner);
		assert.is(index.nestings({ withSameAddress: true }).length, nested);
	});
}

/** A few claims that often nest, and an address. */
function question(choices: Choices) {
	const v4 = () => `10.0.${choices.byte() & 7}.${choices.byte() & 192}`;
	const v6 = () => `fd00:0:0:${choices.byte() & 3}::`;
	const claims = choices.several(0, 12, () => {
		const isV4 = !choices.rarely(4);
		const length = isV4 ? 20 + (choices.byte() & 7) : choices.pick(48, 63, 64);
		const cidr = `${isV4 ? v4() : v6()}/${length}`;
		return claim(cidr, `n${choices.byte() & 3}`);
	});
	const address = parseAddress(choices.pick(v4(), v6()));
	assert.ok(address);
	return { claims, address };
}

type Question = ReturnType<typeof question>;

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

const nestsAsPairs = (withSameAddress: boolean) => (asked: Question) => {
	const { claims } = asked;
	const nestings = new NetworkIndex(claims, ({ owner }) => owner).nestings({
		withSameAddress,
	});
	const found = new Set(nestings.map(({ inner }) => inner));
	for (const { outer, inner } of nestings) {
		assert.ok(holdsPrefix(outer.prefix, inner.prefix));
		assert.is.not(outer.owner, inner.owner);
		const isNarrower = ({ prefix, owner }: Claim) =>
			owner !== inner.owner &&
			prefix.length > outer.prefix.length &&
			prefix.length < inner.prefix.length &&
			holdsPrefix(prefix, inner.prefix) &&
			(withSameAddress || !areSameBits(prefix, inner.prefix));
		assert.not(claims.some(isNarrower));
	}
	for (const inner of claims) {
		const hasRival = claims.some(
			({ prefix, owner }) =>
				prefix.text === inner.prefix.text && owner !== inner.owner,
		);
		if (withSameAddress && hasRival) continue;
		assert.is(found.has(inner), isHeld(inner, claims, withSameAddress));
	}
	return nestings.length > 0;
};

for (const isSame of [true, false])
	test(`finds what all pairs would, ${isSame ? "with" : "without"} the same address`, () =>
		holds(nestsAsPairs(isSame), chosen(question), {
			share: 0.3,
			numRuns: 4000,
		}));

const sameSets = (what: string, seen: Claim[], wanted: Claim[]) =>
	same(what, new Set(seen), new Set(wanted));

test("finds what holds an address", () =>
	holds(
		({ claims, address }: Question) => {
			const index = new NetworkIndex(claims, ({ owner }) => owner);
			const wanted = claims.filter(({ prefix }) =>
				holdsAddress(prefix, address),
			);
			const seen = [...index.holding(address)];
			sameSets("holding", seen, wanted);
			const lengths = seen.map(({ prefix }) => prefix.length);
			same(
				"narrowest first",
				lengths,
				[...lengths].sort((a, b) => b - a),
			);
			return wanted.length > 1;
		},
		chosen(question),
		{ share: 0.05, numRuns: 4000 },
	));

test("finds who shares an address", () =>
	holds(
		({ claims }: Question) => {
			const groups = new NetworkIndex(
				claims,
				({ owner }) => owner,
			).sharingAddress();
			for (const group of groups)
				for (const { prefix } of group)
					assert.ok(areSameBits(prefix, (group[0] as Claim).prefix));
			const wanted = claims.filter((claim) =>
				claims.some(
					(other) => other !== claim && areSameBits(other.prefix, claim.prefix),
				),
			);
			same("claims", groups.flat().length, wanted.length);
			sameSets("sharing", groups.flat(), wanted);
			return groups.length > 0;
		},
		chosen(question),
		{ share: 0.2, numRuns: 4000 },
	));

test.run();
