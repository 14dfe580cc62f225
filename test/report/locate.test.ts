import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeLocator } from "../../src/report/locate.ts";

/** A List of Nodes on one line, as `jq -c` prints it. */
const COUNT = 20_000;
const items = Array.from({ length: COUNT }, (_, i) => ({
	apiVersion: "v1",
	kind: "Node",
	metadata: { name: `worker-${i}`, annotations: { note: "x".repeat(100) } },
}));
const text = JSON.stringify({ apiVersion: "v1", kind: "List", items });

const test = suite("the place of a result");

test("in a List of many entries on one line", () => {
	const name = `worker-${COUNT - 1}`;
	const start = performance.now();
	const { position } = makeLocator([{ path: "nodes.json", text }])({
		message: "",
		severity: "error",
		tags: { check: "no-routes" },
		file: { path: "nodes.json" },
		resourceRef: { apiVersion: "v1", kind: "Node", name },
	});
	const column = text.lastIndexOf('{"apiVersion"') + 1;
	assert.equal(position, { line: 1, column });
	// The time grows with the text, not with its square: that would be half a minute.
	assert.ok(performance.now() - start < 10_000);
});

test("in a List with objects of one kind and name in two API groups", () => {
	const text = `apiVersion: v1
kind: List
items:
- {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: amf}}
- {apiVersion: networking.x-k8s.io/v1alpha1, kind: Gateway, metadata: {name: amf}}
`;
	const { position } = makeLocator([{ path: "gateways.yaml", text }])({
		message: "",
		severity: "warning",
		tags: { check: "sctp-off-but-used" },
		file: { path: "gateways.yaml" },
		resourceRef: {
			apiVersion: "networking.x-k8s.io/v1alpha1",
			kind: "Gateway",
			name: "amf",
		},
	});
	assert.equal(position, { line: 5, column: 1 });
});

test.run();
