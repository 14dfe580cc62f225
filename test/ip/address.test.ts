import { isIP } from "node:net";
import { suite } from "uvu";
import { parseAddress } from "../../src/ip/address.ts";
import { type Choices, chosen, holds, same } from "../read/choices.ts";
import { mutated } from "../read/mutated.ts";
import { addressText, expectedOf, numberOf } from "./address-text.ts";

/** The canonical text, as the URL standard has it. */
function canonical(text: string, family: string): string {
	if (family === "V4" && !text.includes(":")) return text;
	const host = new URL(`http://[${text}]`).hostname.slice(1, -1);
	if (family === "V6") return host;
	const [high, low] = host
		.split(":")
		.slice(-2)
		.map((group) => Number.parseInt(group || "0", 16));
	return [high, low].flatMap((half = 0) => [half >> 8, half & 255]).join(".");
}

function readsAsIpNum(text: string): boolean {
	const address = parseAddress(text);
	const seen = address && {
		family: address.family,
		value: numberOf(address),
	};
	same(text, seen, expectedOf(text));
	same(
		`node: ${text}`,
		seen !== undefined,
		isIP(text) !== 0 && !text.includes("%"),
	);
	if (address === undefined) return false;
	same(`format ${text}`, address.text, canonical(text, address.family));
	return true;
}

const test = suite("addresses");

test("are read as ip-num, Node and the URL standard read them", () =>
	holds(readsAsIpNum, chosen(addressText), { share: 0.5, numRuns: 8000 }));
test("and mutated ones too", () =>
	holds(
		readsAsIpNum,
		chosen((choices) => mutated(choices, addressText)),
		{ share: 0.05, numRuns: 8000 },
	));
test("and any short text", () => {
	const signs = [..."0123456789abfF:./% :::"];
	const text = (choices: Choices) =>
		choices.several(0, 12, () => choices.pick(...signs)).join("");
	holds(readsAsIpNum, chosen(text), { share: 0, numRuns: 8000 });
});

test.run();
