import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { BAD_ROUTES, GOOD_ROUTES } from "../support/crd-routes.ts";
import { PROGRAM } from "../support/dist.ts";
import type { AnyResource } from "../support/function-run.ts";
import { needingApiServer, withApiServer } from "./api-server.ts";
import { linesOf, mustRun, needing } from "./support.ts";

const CRD = "schemas/crds/avi-routes.dev_aviroutetables.yaml";
const SCHEMA = "spec.versions[0].schema.openAPIV3Schema.properties.spec";

/** What kubectl prints of the resources on its standard input, each annotated, with no cluster asked. */
function asKubectlReads(text: string, template: string): string[] {
	const annotate = ["kubectl", "annotate", "--local", "-f", "-", "read=yes"];
	const print = `--output=jsonpath=${template}{"\\n"}`;
	return linesOf(mustRun(".", [...annotate, print], text).stdout);
}

const emitted = () =>
	mustRun(".", [PROGRAM, "render", "examples/quickstart"]).stdout;

const test = suite("kubectl");
const kubectlTest = needing(test, "kubectl");

kubectlTest("reads the CRD", () => {
	const template = `{.metadata.annotations.read} {.spec.names.kind} {.${SCHEMA}.properties.routes.x-kubernetes-list-map-keys}`;
	assert.equal(asKubectlReads(readFileSync(CRD, "utf8"), template), [
		'yes AviRouteTable ["prefix"]',
	]);
});

kubectlTest("reads what is emitted", () => {
	const template = "{.kind} {.metadata.namespace}/{.metadata.name}";
	assert.equal(asKubectlReads(emitted(), template), [
		"AviRouteTable avi-system/prod-east",
		"ConfigMap avi-system/prod-east-ako-values",
		"ConfigMap kube-system/cilium-config",
	]);
});

kubectlTest("reads every field of a route as a text", () => {
	const [table = ""] = asKubectlReads(emitted(), "{.spec.routes}");
	const routes: AnyResource[] = JSON.parse(table);
	assert.is(routes.length, 8);
	assert.equal(routes[1], {
		prefix: "fd00:10::200/120",
		nextHop: "fd11::10",
		node: "control-1",
		routeID: "prod-east-fd00:10::200-120",
	});
});

/** A table with one route a prefix. */
const table = (ends: readonly (readonly string[])[]) =>
	JSON.stringify({
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "AviRouteTable",
		metadata: { name: "prod", namespace: "default" },
		spec: {
			managementPolicy: "Observe",
			clusterName: "prod",
			vrfContext: { name: "global", cloud: "Default-Cloud", tenant: "admin" },
			source: { ipamMode: "cluster-pool" },
			routes: ends.map(([prefix = "", nextHop]) => {
				const routeID = `prod-${prefix.replace("/", "-")}`;
				return { prefix, nextHop, node: "w".repeat(253), routeID };
			}),
		},
	});

const serverTest = needingApiServer(
	test,
	"what the API server makes of the CRD",
);

serverTest("the API server takes the CRD, and no bad route", async () => {
	await withApiServer(({ tryKubectl: kubectl }) => {
		const created = kubectl(["apply", "-f", CRD]);
		assert.is(created.status, 0, created.stderr);
		const name = "crd/aviroutetables.avi-routes.dev";
		kubectl(["wait", "--for=condition=Established", name]);
		// Without the copy in an annotation, which may not be as long as the table.
		const apply = (ends: readonly (readonly string[])[]) =>
			kubectl(["create", "--dry-run=server", "-f", "-"], table(ends));
		const good = apply(GOOD_ROUTES);
		assert.is(good.status, 0, good.stderr);
		const many = Array.from({ length: 1000 }, (_, i) => {
			const group = (0x1000 + i).toString(16);
			const prefix = `2001:db8:1111:2222:3333:4444:5555:${group}/128`;
			return [prefix, `2001:db8:1111:2222:3333:4444:6666:${group}`];
		});
		const full = apply(many);
		assert.is(full.status, 0, full.stderr);
		for (const [prefix, nextHop, by] of BAD_ROUTES) {
			const { status, stderr } = apply([[prefix, nextHop]]);
			assert.is(status, 1, `${prefix} via ${nextHop} was taken`);
			const place = by === "rule" ? "spec.routes[0]:" : `routes[0].${by}:`;
			assert.ok(stderr.includes(place), `${stderr} lacks ${place}`);
		}
	});
});

test.run();
