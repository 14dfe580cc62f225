import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { AnyResource } from "../support/function-run.ts";
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
	mustRun(".", ["dist/avi-routes.cjs", "render", "fixtures/quickstart"]).stdout;

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

test.run();
