import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isAkoIPv4CIDR, isAkoIPv6CIDR } from "../../src/resolve/ako-text.ts";
import { isGoInteger, trimAsGo } from "../../src/text/go-text.ts";
import { type Choices, chosen, holds, same } from "../read/choices.ts";

// To the letter, from internal/lib/constants.go of AKO.
const IPV4 =
	/^(\b([01]?[0-9][0-9]?|2[0-4][0-9]|25[0-5])\.){3}([01]?[0-9][0-9]?|2[0-4][0-9]|25[0-5])\/(([0-9]|[1-2][0-9]|3[0-2]))?$/;
const IPV6 =
	/^(((?:[0-9A-Fa-f]{1,4}))*((?::[0-9A-Fa-f]{1,4}))*::((?:[0-9A-Fa-f]{1,4}))*((?::[0-9A-Fa-f]{1,4}))*|((?:[0-9A-Fa-f]{1,4}))((?::[0-9A-Fa-f]{1,4})){7})(\/([1-9]|[1-9][0-9]|1[0-1][0-9]|12[0-8])){0,1}$/;

function agrees(text: string): boolean {
	const seen = [isAkoIPv4CIDR(text), isAkoIPv6CIDR(text)];
	same(JSON.stringify(text), seen, [IPV4.test(text), IPV6.test(text)]);
	return seen.includes(true);
}

const end = (choices: Choices) =>
	choices.pick(
		"",
		"/",
		"/0",
		"/24",
		"/99",
		"/100",
		"/109",
		"/110",
		"/119",
		"/128",
		"/129",
		"/064",
		"/29",
		"/30",
		"/32",
		"/33",
		"/1",
		"\n",
		"/9x",
	);

function cidr4(choices: Choices): string {
	const octets = choices.several(4, 4, () =>
		choices.pick(
			"0",
			"1",
			"10",
			"192",
			"255",
			"256",
			"01",
			"001",
			"0001",
			"",
			"09",
			"099",
			"249",
			"250",
			"199",
			"1a",
		),
	);
	return octets.join(choices.rarely(20) ? ":" : ".") + end(choices);
}

function cidr6(choices: Choices): string {
	const group = () => choices.pick("0", "fd00", "ABCD", "1", "", "12345", "g");
	const left = choices.several(0, 8, group).join(":");
	return (
		left +
		choices.pick("::", "", ":", "::") +
		choices.several(0, 4, group).join(":") +
		end(choices)
	);
}

const SIGNS = [..."0123459afF::::....//g \n"];
const anyText = (choices: Choices) =>
	choices.several(0, 14, () => choices.pick(...SIGNS)).join("");

const test = suite("text as AKO reads it");

test("IPv4 CIDRs", () =>
	holds(agrees, chosen(cidr4), { share: 0.01, numRuns: 8000 }));
test("IPv6 CIDRs", () =>
	holds(agrees, chosen(cidr6), { share: 0.05, numRuns: 8000 }));
test("any short text", () =>
	holds(agrees, chosen(anyText), { share: 0, numRuns: 8000 }));

const HOSTILE: readonly string[] = [
	"f".repeat(100_000),
	`${"f".repeat(100_000)}:`,
	`${"f:".repeat(50_000)}g`,
	`::${"f".repeat(100_000)}g`,
	`${":f".repeat(50_000)}::${":f".repeat(50_000)}!`,
	`${"::".repeat(50_000)}`,
	`${"1.".repeat(50_000)}/24`,
	"1".repeat(100_000),
];

for (const text of HOSTILE)
	test(`does not backtrack: ${text.slice(0, 4)}... of ${text.length}`, () => {
		assert.not.ok(isAkoIPv4CIDR(text));
		assert.not.ok(isAkoIPv6CIDR(text));
		assert.not.ok(isGoInteger(text));
		assert.is(trimAsGo(text), text);
		const spaced = `x${" ".repeat(300_000)}x`;
		assert.is(trimAsGo(spaced), spaced);
	});

for (const [text, expected] of [
	["0", true],
	["-1", true],
	["+7", true],
	["007", true],
	["", false],
	["1.0", false],
	["1e3", false],
	[" 1", false],
	["0x1", false],
	["1_000", false],
	["٣", false],
	["-", false],
	["9007199254740991", true],
	["9223372036854775807", true],
	["-9223372036854775808", true],
	["9223372036854775808", false],
] as const)
	test(`strconv.Atoi ${expected ? "takes" : "refuses"} ${JSON.stringify(text)}`, () => {
		assert.is(isGoInteger(text), expected);
	});

for (const [text, expected] of [
	[" a ", "a"],
	["\t\n\v\f\r a", "a"],
	["\u0085a\u00a0", "a"],
	["\u2028a\u3000", "a"],
	["\ufeffa", "\ufeffa"],
	["\u200ba", "\u200ba"],
	["\u180ea", "\u180ea"],
	["a b", "a b"],
	[" \t", ""],
	["\u001ca", "\u001ca"],
] as const)
	test(`strings.TrimSpace of ${JSON.stringify(text)}`, () => {
		assert.is(trimAsGo(text), expected);
	});

test.run();
