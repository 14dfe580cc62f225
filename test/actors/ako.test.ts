import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { AviController } from "../avi/controller.ts";
import type { AviObject } from "../avi/wire.ts";
import { AkoActor, type AkoNode } from "./ako.ts";

interface Step {
	readonly event: {
		readonly op: string;
		readonly node?: AkoNode;
		readonly name?: string;
		readonly status?: number;
	};
	readonly requests: readonly {
		readonly method: string;
		readonly path: string;
		readonly status: number;
		readonly body?: AviObject;
	}[];
	readonly staticRoutes: readonly AviObject[] | null;
	readonly seGroupLabels: readonly object[] | null;
}

interface Recording {
	readonly name: string;
	readonly cluster: string;
	readonly disableStaticRouteSync: string;
	readonly before: readonly AviObject[] | null;
	readonly steps: readonly Step[];
}

const { cases } = JSON.parse(
	readFileSync("fixtures/ako-oracle/ako-wire.json", "utf8"),
) as { cases: Recording[] };

/** Ids, times and hosts as the recording has them: numbered by first sight. */
function normalizer() {
	const ids = new Map<string, string>();
	return (value: unknown): unknown => {
		const text = JSON.stringify(value, (_, own) =>
			own !== null && typeof own === "object" && !Array.isArray(own)
				? Object.fromEntries(
						Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1)),
					)
				: own,
		)
			.replace(/https?:\/\/[^/"]+/g, "HOST")
			.replace(/"_last_modified":"\w+"/g, '"_last_modified":"T"')
			.replace(
				/(?<=(?:vrfcontext|serviceenginegroup|cloud)-)(?:\d+|UUID\d+)\b/g,
				"UUID",
			)
			.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|UUID\d+/g, (id) => {
				const known = ids.get(id) ?? `ID${ids.size + 1}`;
				ids.set(id, known);
				return known;
			})
			.replace(/tenant\/tenant-\d+/g, "tenant/admin");
		return JSON.parse(text);
	};
}

function play(avi: AviController, ako: AkoActor, { event }: Step): void {
	const { op, node, name = "", status = 0 } = event;
	const actions: Readonly<Record<string, () => void>> = {
		seed: () => ako.seed(node as AkoNode),
		boot: () => ako.boot(),
		node: () => ako.node(node as AkoNode),
		"delete-node": () => ako.deleteNode(name),
		"delete-config": () => ako.deleteConfig(),
		wipe: () => avi.edit({ static_routes: [] }),
		fault: () =>
			avi.faults.push({
				method: "PUT",
				times: 1,
				answer: { status, body: { error: "no" } },
			}),
	};
	const action = actions[op];
	if (action === undefined) throw new Error(`unknown step ${op}`);
	action();
}

const test = suite(
	"AKO as it is played, held to the recording of the real one",
);

for (const { name, cluster, disableStaticRouteSync, before, steps } of cases)
	test(name, () => {
		const avi = new AviController();
		if (before !== null) avi.edit({ static_routes: before });
		// What a step without requests shows was there before.
		if (steps[0]?.requests.length === 0 && steps[0].seGroupLabels)
			avi.edit({ labels: steps[0].seGroupLabels }, "serviceenginegroup");
		const ako = new AkoActor(avi, cluster, {
			isOff: disableStaticRouteSync === "true",
		});
		const [recorded, played] = [normalizer(), normalizer()];
		for (const [i, step] of steps.entries()) {
			avi.log.length = 0;
			play(avi, ako, step);
			const where = `${name}, step ${i} (${step.event.op})`;
			const requests = avi.log.map(({ method, path, status, body }) => ({
				method,
				path,
				status,
				...(body === "" ? {} : { body: JSON.parse(body) }),
			}));
			assert.equal(
				played(requests),
				recorded(
					step.requests.map(({ method, path, status, body }) => ({
						method,
						path,
						status,
						...(body === undefined ? {} : { body }),
					})),
				),
				where,
			);
			assert.equal(
				played(avi.routes()),
				recorded(step.staticRoutes ?? []),
				where,
			);
			assert.equal(avi.labels(), step.seGroupLabels ?? [], where);
		}
	});

test.run();
