import { suite } from "uvu";
import * as assert from "uvu/assert";
import { routesIn } from "../avi/tables.ts";
import { World } from "./world.ts";

/** A step of the story: what happens, the requests that it leads to, what we say, and the routes that Avi has then. */
interface Step {
	readonly told: string;
	readonly act: (world: World) => unknown;
	readonly requests: readonly string[];
	readonly reason?: string;
	readonly routes: number;
}

const LOOK = [
	"ours GET vrfcontext?",
	"ours GET vrfcontext",
	"ours GET serviceenginegroup?",
];
const COMPARE = [...LOOK, "ours GET systemlimits"];
const AKO_WRITES = ["AKO GET vrfcontext", "AKO PUT vrfcontext"];
const AKO_STARTS = [
	"AKO GET serviceenginegroup?",
	"AKO GET vrfcontext?",
	...AKO_WRITES,
];
const WRITE = [...COMPARE, "ours PUT vrfcontext"];

const STORY: readonly Step[] = [
	{
		told: "the tables say what AKO does: nothing differs",
		act: (world) => world.sync(),
		requests: ["POST login", ...LOOK],
		reason: "Observed",
		routes: 4,
	},
	{
		told: "a node joins, and AKO writes its route",
		act: (world) => world.joins(5, 0),
		requests: AKO_WRITES,
		routes: 5,
	},
	{
		told: "the table is behind: we tell it, and write nothing",
		act: (world) => world.sync(),
		requests: LOOK,
		reason: "Observed",
		routes: 5,
	},
	{
		told: "GitOps owns the routes, in the files alone",
		act: (world) => {
			world.renders("Manage");
			return world.sync();
		},
		requests: COMPARE,
		reason: "AKOActive",
		routes: 5,
	},
	{
		told: "AKO is to be off, and has not read it",
		act: (world) => {
			world.configures(true);
			world.wait(60);
			return world.sync();
		},
		requests: COMPARE,
		reason: "AKOActive",
		routes: 5,
	},
	{
		told: "AKO starts, asks for nothing and leaves its routes",
		act: (world) => world.restartsAko(),
		requests: [],
		routes: 5,
	},
	{
		told: "we adopt them: no write",
		act: (world) => world.sync(),
		requests: COMPARE,
		reason: "Programmed",
		routes: 5,
	},
	{
		told: "a node joins: AKO is silent",
		act: (world) => world.joins(6, 0),
		requests: [],
		routes: 5,
	},
	{
		told: "its route comes with the table, in one write",
		act: (world) => {
			world.renders("Manage");
			return world.sync();
		},
		requests: WRITE,
		reason: "Programmed",
		routes: 6,
	},
	{
		told: "one gets another address and one leaves, in one write",
		act: (world) => {
			world.joins(1, 1);
			world.leaves(2);
			world.renders("Manage");
			return world.sync();
		},
		requests: WRITE,
		reason: "Programmed",
		routes: 5,
	},
	{
		told: "back: we only look",
		act: (world) => {
			world.renders("Observe");
			world.leaves(3);
			return world.sync();
		},
		requests: LOOK,
		reason: "Observed",
		routes: 5,
	},
	{
		told: "AKO starts with its sync on and replaces our routes in one write",
		act: (world) => {
			world.joins(3, 0);
			world.configures(false);
			world.wait(60);
			world.restartsAko();
		},
		requests: AKO_STARTS,
		routes: 5,
	},
	{
		told: "the tables say what AKO does",
		act: (world) => world.sync(),
		requests: LOOK,
		reason: "Observed",
		routes: 5,
	},
];

const test = suite("a switch-over from AKO, and back");

test("request by request; at no instant a route less", async () => {
	const world = new World();
	const { avi } = world;
	let before = routesIn(avi.routes());
	let wanted: readonly string[] = before;
	world.onWrite = () => {
		const now = routesIn(avi.routes());
		// What both the old and the new state want.
		const staying = world
			.nodeRoutes()
			.filter((route) => wanted.includes(route) && before.includes(route));
		const lost = staying.filter((route) => !now.includes(route));
		assert.equal(lost, []);
		assert.is(routesIn(avi.routes(), "prod-west").length, 4);
		before = now;
	};
	for (const { told, act, requests, reason, routes } of STORY) {
		avi.log.length = 0;
		const outcome = await act(world);
		wanted = world.nodeRoutes();
		const seen = avi.log.map(({ method, path, headers }) => {
			const agent = headers["x-avi-useragent"] ?? "";
			const who = agent.startsWith("avi-routes/") ? "ours " : `${agent} `;
			const what = path
				.replace(/^\/+(?:api\/)?/, "")
				.replace(/\/[\w-]+$/, "")
				.replace(/\/?\?.*/, "?");
			return path === "/login" ? "POST login" : `${who}${method} ${what}`;
		});
		assert.equal(seen, requests, told);
		assert.is(routesIn(avi.routes()).length, routes, told);
		if (reason !== undefined)
			assert.is(
				(outcome as { verdict: { reason: string } }).verdict.reason,
				reason,
				told,
			);
		world.wait(30);
	}
	assert.equal(world.broken, []);
	assert.equal(avi.violations, []);
	assert.equal(avi.labels(), [{ key: "clustername", value: "prod-east" }]);
	assert.equal(routesIn(avi.routes()), world.nodeRoutes());
});

test.run();
