import { load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type Ends, routesIn, routeTable } from "../avi/tables.ts";
import type { AnyResource } from "../support/function-run.ts";
import { needingApiServer, withApiServer } from "./api-server.ts";
import {
	type CompactingProxy,
	startCompactingProxy,
} from "./compacting-proxy.ts";
import { akoObjects, makeRig, runBeside, startAko, until } from "./sync-rig.ts";

/** More than a page of snapshot's has. */
const NODES = 260;
/** More than a page of the controller's has. */
const PARTS = 64;

const nodeNamed = (name: string) => ({
	apiVersion: "v1",
	kind: "Node",
	metadata: { name },
});

const partOf = (index: number) => {
	const ends: Ends = [`10.0.${index}.0/24`, `192.168.0.${index + 10}`];
	return routeTable([ends], {
		metadata: { name: `prod-east-${index}` },
		spec: { part: { index, of: PARTS } },
	});
};
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

const test = suite("a list whose state expires between two pages (410)");
const serverTest = needingApiServer(
	test,
	"a continue token that has expired in a real API server",
);

serverTest("starts over and is whole: snapshot, and the controller", () =>
	withApiServer(async (server) => {
		const rig = await makeRig(server);
		const proxies: CompactingProxy[] = [];
		const proxyWith = async (
			options: Parameters<typeof startCompactingProxy>[1],
		) => {
			const proxy = await startCompactingProxy(server, options);
			proxies.push(proxy);
			return proxy;
		};
		try {
			rig.apply(...numbers(NODES).map((i) => nodeNamed(`node-${i}`)));
			for (const [times, pages] of [
				[1, [410, 200]],
				[2, [410, 410]],
			] as const) {
				// It would be missing from a list that went on, for its name is that of an earlier page.
				const late = `a-late-${times}`;
				const proxy = await proxyWith({
					path: /\/api\/v1\/nodes/,
					times,
					meanwhile: async () => {
						const known = await rig.ask("get", "nodes", "-o", "name");
						if (!known.includes(late)) rig.apply(nodeNamed(late));
					},
				});
				const ran = await runBeside(
					...["snapshot", `--kubeconfig=${proxy.kubeconfig}`],
					...["--name=prod-east"],
				);
				assert.is(ran.status, 0, ran.stderr);
				assert.equal(proxy.pages, pages);
				const { spec } = load(ran.stdout) as AnyResource;
				const names = spec.nodes.map(({ name }: { name: string }) => name);
				assert.is(names.length, NODES + times);
				assert.is(new Set(names).size, NODES + times);
				assert.ok(names.includes(late));
			}

			rig.apply(...akoObjects("true"), ...numbers(PARTS).map(partOf));
			startAko(server, Date.now() + 60_000);
			const proxy = await proxyWith({
				path: /aviroutetables\?/,
				times: Number.POSITIVE_INFINITY,
			});
			const running = rig.startWith(proxy.kubeconfig);
			const inAvi = () => routesIn(rig.avi.routes());
			await until("all routes", () => inAvi().length === PARTS, running.output);
			// Some polls later: no list that was cut short has taken a route away.
			const { length } = proxy.pages;
			await until("more polls", () => proxy.pages.length > length + 4);
			running.kill("SIGTERM");
			assert.is(await running.ended, 0, running.output());
			assert.ok(proxy.pages.every((status) => status === 410));
			assert.is(inAvi().length, PARTS);
			assert.is(rig.avi.writes.length, 1, running.output());
			assert.not.match(running.output(), "WaitingForParts");
		} finally {
			for (const proxy of proxies) proxy.stop();
			await rig.end();
		}
	}),
);

test.run();
