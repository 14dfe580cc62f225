import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterSnapshot } from "../group/raw-objects.ts";
import {
	type CiliumNodeSpec,
	type ClusterSpec,
	clusterPool,
	type NodeSpec,
	outputsOf,
	runCluster,
} from "../support/clusters.ts";
import { type AnyResource, routesOf } from "../support/function-run.ts";

/** A machine: its number decides its address and its CIDR, its generation its uid. */
interface Machine {
	readonly name: string;
	readonly number: number;
	/** What there is of it yet: a Node; a CiliumNode without CIDR; both whole. */
	readonly stage: "Node" | "CiliumNode" | "whole";
	/** True when its Node is gone and the CiliumNode is not yet. */
	readonly isGone?: true;
}

function clusterOf(machines: readonly Machine[]): ClusterSpec {
	const nodes = machines.flatMap(({ name, number, isGone }): NodeSpec[] => {
		const address = `192.168.0.${number}`;
		const addresses = [{ type: "InternalIP", address }];
		return isGone ? [] : [{ name, uid: `uid-${number}`, addresses }];
	});
	const ciliumNodes = machines.flatMap(
		({ name, number, stage }): CiliumNodeSpec[] => {
			const known = { name, ownerUID: `uid-${number}` };
			if (stage === "Node") return [];
			return stage === "CiliumNode"
				? [known]
				: [{ ...known, podCIDRs: [`10.0.${number}.0/24`] }];
		},
	);
	return { ...clusterPool(), nodes, ciliumNodes };
}

/** Runs the function on each state in turn, each run on what the one before left; every one must pass. */
function follow(states: readonly (readonly Machine[])[]): void {
	let outputs: AnyResource[] = [];
	states.forEach((machines, i) => {
		const items = [clusterSnapshot(clusterOf(machines)), ...outputs];
		const run = runCluster(items);
		const told = run.results.map(({ message }) => message).join("\n");
		assert.is(run.exitCode, 0, `step ${i}: ${told}`);
		const whole = machines.filter(
			({ stage, isGone }) => stage === "whole" && !isGone,
		);
		assert.is(routesOf(run).length, whole.length, `step ${i}: ${told}`);
		outputs = outputsOf(run);
	});
}

const whole = (name: string, number: number): Machine => ({
	name,
	number,
	stage: "whole",
});
const fleet = (count: number) =>
	Array.from({ length: count }, (_, i) => whole(`worker-${i + 1}`, i + 1));

const test = suite("changing clusters");

for (const count of [1, 3, 6, 30]) {
	test(`a rolling upgrade of ${count} nodes under new names passes at every step`, () => {
		let machines: Machine[] = fleet(count);
		const states = [machines];
		const step = (next: Machine[]) => {
			machines = next;
			states.push(next);
		};
		for (let i = 0; i < count; i++) {
			const old = machines[0] as Machine;
			const joining = whole(`new-${i}`, 100 + i);
			const rest = machines.slice(1);
			if (count >= 6) step([...machines, { ...joining, stage: "Node" }]);
			if (count >= 6)
				step([
					...machines.filter(({ name }) => name !== joining.name),
					{ ...joining, stage: "CiliumNode" },
				]);
			step([...rest, joining, old]);
			step([...rest, joining, { ...old, isGone: true }]);
			step([...rest, joining]);
		}
		follow(states);
	});
}

test("a rolling upgrade under the old names passes at every step", () => {
	const states = [fleet(6)];
	for (let i = 0; i < 6; i++) {
		const before = states.at(-1) as Machine[];
		const old = before[i] as Machine;
		const without = before.filter((_, j) => j !== i);
		const back = { ...old, number: 100 + i };
		const put = (machine: Machine) =>
			before.map((known, j) => (j === i ? machine : known));
		states.push([...without, { ...old, isGone: true }], without);
		states.push(put({ ...back, stage: "Node" }), put(back));
	}
	follow(states);
});

test("an autoscaler at work passes at every step", () => {
	const sizes = [10, 12, 14, 13, 15, 18, 16, 14, 12, 10];
	const states = sizes.flatMap((size, i) => {
		const joining = fleet(size).map(
			(machine, j): Machine =>
				j < (sizes[i - 1] ?? size)
					? machine
					: { ...machine, stage: "CiliumNode" },
		);
		return [joining, fleet(size)];
	});
	follow(states);
});

test.run();
