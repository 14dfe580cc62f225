import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type AnyResource, runText } from "../support/function-run.ts";
import { mustRun, needing } from "./support.ts";
import { read, workspace } from "./workspace.ts";

/** What the probe chart got when Helm rendered it with these values. */
function gotBy(values: string): Record<string, unknown> {
	const root = workspace((folder) => {
		cpSync("fixtures/helm-probe", join(folder, "chart"), { recursive: true });
		writeFileSync(join(folder, "values.yaml"), values);
	});
	const { stdout } = mustRun(root, [
		"helm",
		"template",
		"ako",
		"chart",
		"-f",
		"values.yaml",
	]);
	return load(stdout) as Record<string, unknown>;
}

const input = (name: string) => read("fixtures", `${name}/input.yaml`);

const test = suite("values reach a chart with their types");
const helmTest = needing(test, "helm");

helmTest("the emitted values ConfigMap", () => {
	const { items } = runText(input("gitops-with-route-controller"));
	const { data } = items.find(({ metadata }) =>
		metadata.name.endsWith("-ako-values"),
	);
	const got = gotBy(data["values.yaml"]);
	assert.is(got.disableStaticRouteSync, "true");
	assert.is(got.cniPlugin, "cilium");
	assert.is(got.clusterName, "prod-east");
});

/** The values of the releases and applications in a golden case, after the run. */
function editedValues(
	name: string,
	valuesOf: (item: AnyResource) => unknown,
): Record<string, unknown>[] {
	const { items } = runText(input(name));
	const values = items.map(valuesOf).filter((found) => found !== undefined);
	return values.map((found) =>
		gotBy(typeof found === "string" ? found : dump(found)),
	);
}

helmTest("the values of edited HelmReleases", () => {
	const all = editedValues("flux-helmreleases", ({ kind, spec }) =>
		kind === "HelmRelease" ? spec.values : undefined,
	);
	assert.ok(all.some(({ cniPlugin }) => cniPlugin === "cilium"));
	assert.ok(
		all.some(
			({ sctp, rollOutCiliumPods }) =>
				sctp === true && rollOutCiliumPods === true,
		),
	);
});

helmTest("the values of edited Applications", () => {
	const all = editedValues("argo-applications", ({ kind, spec }) => {
		if (kind !== "Application") return undefined;
		const [helm] = (spec.sources ?? [spec.source]).flatMap(
			(source: AnyResource) => source.helm ?? [],
		);
		return helm?.valuesObject ?? helm?.values;
	});
	assert.ok(all.some(({ cniPlugin }) => cniPlugin === "cilium"));
	assert.ok(all.some(({ sctp }) => sctp === true));
});

test.run();
