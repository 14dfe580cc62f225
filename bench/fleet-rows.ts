import { type Bench, measureRows, ratioOf } from "./bench.ts";
import { overlaysFolder, packageFolder } from "./inputs.ts";
import { command, jsYamlOfFolder } from "./programs.ts";
import type { Ratios } from "./targets.ts";

/** A repository of many clusters: `check` of all in one process, and `render --only` of one. */
export function fleetRows(bench: Bench): Ratios {
	const [few, many] = bench.isSmall ? [20, 200] : [100, 1000];
	const nodes = bench.isSmall ? 20 : 100;
	const repository = (clusters: number) =>
		packageFolder(
			{ clusters, nodes: clusters * nodes, detail: "whole-snapshot" },
			true,
		);
	const only = `prod-${few / 2}`;
	const all = measureRows(
		bench,
		`repository, clusters of ${nodes} nodes`,
		[few, many]
			.flatMap((clusters) => {
				const { path } = repository(clusters);
				return [
					command(`check of ${clusters}`, "check", path),
					command(
						`render --only of ${clusters}`,
						"render",
						"--only",
						only,
						path,
					),
				];
			})
			.concat(jsYamlOfFolder(repository(many))),
	);
	const overlays = (clusters: number) => {
		const asked = {
			clusters,
			nodes: 3 * clusters,
			detail: "snapshot",
		} as const;
		return command(
			`check of ${clusters} overlays`,
			"check",
			overlaysFolder(asked).path,
		);
	};
	const ofBase = measureRows(bench, "overlays of one base", [
		overlays(100),
		overlays(800),
	]);
	const ratio = (one: string, other: string) => ratioOf(all, one, other);
	return {
		"fleet-check": ratio(`check of ${many}`, "js-yaml load"),
		"fleet-check-growth": ratio(`check of ${many}`, `check of ${few}`),
		"fleet-overlays-growth": ratioOf(
			ofBase,
			"check of 800 overlays",
			"check of 100 overlays",
		),
		"fleet-only": ratio(`render --only of ${many}`, `check of ${many}`),
		"fleet-only-growth": ratio(
			`render --only of ${many}`,
			`render --only of ${few}`,
		),
	};
}
