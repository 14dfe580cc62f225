import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parsePrefix } from "../../src/ip/prefix.ts";
import { dumpYaml, printEntry } from "../../src/krm/print-yaml.ts";
import { printRoutes } from "../../src/render/print-routes.ts";
import type { Route } from "../../src/resolve/routes.ts";
import { type Choices, chosen, holds, same } from "../read/choices.ts";

const PREFIXES = [
	...["10.0.0.0/8", "10.0.1.0/24", "0.0.0.0/0", "1.2.3.4/32"],
	...["fd00::/8", "fd00:1::/64", "::/0", "::1/128"],
];
const NAMES = ["worker-1", "prod", "a.b", "1", "10.0.0.1", "null", "Yes", "n"];
const ODD_NAMES = ["a/b", "a b", "a: b", "", "é", "0x1f", "-a", 'a"', "a,b"];

interface Table {
	readonly cluster: string;
	readonly routes: readonly Route[];
}

const nameOf = (choices: Choices) =>
	choices.rarely(6)
		? choices.pick(...ODD_NAMES)
		: choices.rarely(3)
			? choices.pick(...NAMES)
			: "worker-2";

const tables = chosen((choices): Table => {
	const routes = choices.several(0, 4, (): Route => {
		const written = parsePrefix(choices.pick(...PREFIXES));
		assert.ok(written);
		const { prefix } = written;
		const nextHop = prefix.family === "V4" ? "192.168.0.1" : "fd11::1";
		return { prefix, nextHop, node: nameOf(choices) };
	});
	return { cluster: nameOf(choices), routes };
});

/** The routes are printed as js-yaml prints them, or not at all. */
function printsAsYaml({ cluster, routes }: Table): boolean {
	const entries = routes.map(({ prefix, nextHop, node }) => ({
		prefix: prefix.text,
		nextHop,
		node,
		routeID: `${cluster}-${prefix.text.replace("/", "-")}`,
	}));
	const value = { spec: { routes: entries, end: "x" } };
	const oneLine = (path: string) => path === "spec.routes[]";
	let isFast = false;
	const text = printEntry(value, 0, {
		oneLine,
		entries: (path, lead, out) => {
			if (path !== "spec.routes") return false;
			isFast = printRoutes({ routes, cluster, lead, out });
			return isFast;
		},
	});
	const wanted = dumpYaml(value, oneLine).replace(/^(?=.)/gm, "  ");
	same("text", text, `- ${wanted.slice(2)}`);
	return isFast;
}

const test = suite("printed routes");

test("are what js-yaml prints", () =>
	holds(printsAsYaml, tables, { share: 0.2, numRuns: 4000 }));

test.run();
