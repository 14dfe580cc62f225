import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runFunction } from "../../src/function.ts";
import { Choices } from "../read/choices.ts";
import { disguised } from "../read/disguised.ts";
import { mutated } from "../read/mutated.ts";
import { listText } from "../read/yaml-text.ts";
import { clusterValue, listValue } from "../support/list-value.ts";
import { STYLES } from "../support/styles.ts";
import { randomBytes } from "./random.ts";
import { CANARY, SECRET } from "./secret.ts";

/** Inputs are mutations of texts that are made once, for to make one takes longer than to run it. */
const MADE = 300;

/** Mostly; larger ones would take most of the time. */
const MAX_CHARACTERS = 1500;

/** One of so many is taken, however large it is. */
const LARGE = 50;

/** Makes the input of a number; of the same seed and number it is the same. */
export function makeInputs(seed: number): (number: number) => string {
	const bases = fixtureTexts();
	const most = bases.length + MADE;
	for (let i = 0; bases.length < most; i++) {
		const text = baseText(new Choices(randomBytes(~seed, i)));
		if (text.length <= MAX_CHARACTERS || i % LARGE === 0) bases.push(text);
	}
	return (number) => {
		const choices = new Choices(randomBytes(seed, number));
		const base = bases[
			(choices.byte() * 256 + choices.byte()) % bases.length
		] as string;
		const times = choices.pick(0, 1, 1, 1, 2, 4);
		let text = base;
		for (let i = 0; i < times; i++) text = mutated(choices, () => text);
		return text;
	};
}

function baseText(choices: Choices): string {
	return choices.pick(
		listText,
		disguised,
		inStyle,
		inStyle,
		kubectlList,
		secondRun,
	)(choices);
}

/** A cluster as some tool prints it, mostly with a Secret beside it. */
function inStyle(choices: Choices): string {
	const style = choices.pick(...STYLES);
	const list = listValue(choices);
	if (!choices.rarely(4)) list.items.push(SECRET);
	return style(list);
}

/** Raw objects as kubectl prints them. */
function kubectlList(choices: Choices): string {
	const style = choices.pick(...STYLES);
	const items = [...clusterValue(choices, true).objects, SECRET];
	return style({ apiVersion: "v1", kind: "List", items });
}

/** What a first run writes. */
function secondRun(choices: Choices): string {
	const text = inStyle(choices);
	const { output } = runFunction(new TextEncoder().encode(text));
	return output ?? text;
}

function fixtureTexts(): string[] {
	return readdirSync("fixtures", { recursive: true, encoding: "utf8" })
		.filter((path) => /(?:^|\/)input\.(?:yaml|json)$|^fuzz\//.test(path))
		.filter((path) => /\.(?:yaml|json)$/.test(path))
		.sort()
		.map((path) => readFileSync(join("fixtures", path), "utf8"))
		.filter((text) => text.length <= MAX_CHARACTERS && !text.includes(CANARY));
}
