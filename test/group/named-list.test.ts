import { suite } from "uvu";
import * as assert from "uvu/assert";
import { NamedList } from "../../src/group/named-list.ts";
import { chosen, holds, same } from "../read/choices.ts";

const test = suite("lists of names");

const asked = chosen((choices) => {
	const names = [..."abcdefgh"].filter(() => !choices.rarely(3));
	const wanted = choices.rarely(2)
		? [..."abcdefgh"]
		: choices.several(1, 12, () => choices.pick(..."abcdefgh"));
	return { names, wanted };
});

test("give the entry of a name, in whatever order they are asked", () =>
	holds(
		({ names, wanted }) => {
			const list = new NamedList(names.map((name) => ({ name })));
			same(
				"found",
				wanted.map((name) => list.get(name)?.name),
				wanted.map((name) => (names.includes(name) ? name : undefined)),
			);
			return names.length > 0;
		},
		asked,
		{ share: 0.9, numRuns: 2000 },
	));

test("tell their size", () => {
	assert.is(new NamedList([{ name: "a" }, { name: "b" }]).size, 2);
});

test.run();
