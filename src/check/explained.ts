import type { Explained } from "./check.ts";
import { CHECKS } from "./checks.ts";

/** Problems of the input itself; `spec.checks` does not change their severity. */
export const INPUT_PROBLEMS = [
	{
		id: "input-invalid",
		severity: "error",
		description:
			"A document can't be read, or a field that this tool reads has the wrong type. Documents that mention nothing that is read here are passed over, with a warning; only render --in-place takes a package with them, because render would have to print them.",
		why: "A value that can't be understood never counts as absent, because routes would silently go missing.",
		remediation: "correct the field that is named, in the file that is named",
		example:
			'Node worker-1: spec.podCIDRs is the string "10.0.1.0/24"; want an array',
	},
	{
		id: "config-invalid",
		severity: "error",
		description:
			"The configuration (AviRoutes, or a ConfigMap of the same fields) has an unknown field or an invalid value.",
		why: "A misspelled setting would be ignored, and the routes made with the default.",
		remediation: "correct the field; the message names the nearest one",
		example: "spec.routOwner is not a known field; did you mean routeOwner?",
	},
	{
		id: "cluster-ambiguous",
		severity: "error",
		description:
			"Objects belong to no cluster, could belong to several, or occur twice in one.",
		why: "A route of one cluster in the table of another sends its traffic to the wrong nodes.",
		remediation:
			"set spec.clusterName, set spec.clusters[].path, or annotate the objects with avi-routes.dev/cluster",
		example: "CiliumNode worker-1 and 2 more objects belong to no cluster",
	},
	{
		id: "output-path-invalid",
		severity: "error",
		description:
			"An output would go outside its folder, or over a file that this tool did not write.",
		why: "No file is overwritten that an earlier run did not write.",
		remediation: "set spec.output.directory, or move what is in the way",
		example:
			"AviRouteTable prod goes to avi-routes/prod/route-table.yaml, but that file holds ConfigMap notes, which is not an output of this tool",
	},
] as const satisfies readonly Explained[];

/** Notes, which never stop a run. */
export const NOTES = [
	{
		id: "output-outdated",
		severity: "warning",
		description:
			"A file that an earlier run wrote is not what the package renders now: somebody edited it, or nobody rendered since the snapshot changed. Or a dump of live objects lacks the mark that a render gives it, so that nothing applies it. Or an object of the package that installs AKO or Cilium asks for another value than the cluster needs, and the next render edits it. In a package without such files, which may be rendered before anything is applied, that is an info at most. Where kpt fn render leaves it, another function changes the outputs after this one, as set-namespace does: put that one before it in the pipeline, or exclude the outputs there. Only avi-routes check reports it.",
		why: "What is committed is what gets applied: a route that was taken out of an AviRouteTable by hand is gone until somebody renders, and with a wrong cniPlugin AKO programs wrong routes when it starts again.",
		remediation:
			"render the package (kpt fn render, or avi-routes render --in-place) and commit what changes",
		example: "avi-routes/prod/route-table.yaml is not what the package renders",
	},
] as const satisfies readonly Explained[];

/** What a run did, not the state of clusters: always of severity info. */
export const ACTIONS = [
	{
		id: "summary",
		severity: "info",
		description: "The result for a cluster, in one line.",
		why: "It shows an unexpected number of routes at a glance.",
		remediation: "nothing to do",
		example:
			"cluster prod: 3 routes for 3 of 3 nodes (cluster-pool, V4), programmed by AKO",
	},
	{
		id: "edit",
		severity: "info",
		description:
			"An object of the package that installs AKO or Cilium was edited in place.",
		why: "The setting is in one place, so no second file is emitted with the same setting.",
		remediation: "review the change of the file, and commit it",
		example: 'Application ako: AKOSettings.cniPlugin goes from "" to "cilium"',
	},
	{
		id: "output-removed",
		severity: "info",
		description:
			"A file that an earlier run wrote is no longer needed and was removed.",
		why: "A file that stays would be applied again and again.",
		remediation: "commit the removal",
		example:
			"AviRouteTable lab-west of an earlier run is no longer needed and is removed",
	},
	{
		id: "output-kept",
		severity: "info",
		description:
			"Files that an earlier run wrote are not in the folder that spec.output.directory names, and stay where they are.",
		why: "A file is written where it is found, so that you may move it; a changed spec.output.directory is for new files only.",
		remediation:
			"move the files to the new folder, or delete them and render again",
		example:
			"the outputs in avi-routes stay there, new ones go to routes (spec.output.directory); move the files to routes, or delete them and render again",
	},
] as const satisfies readonly Explained[];

/** Everything that a result id can be, in the order of the docs. */
export const EXPLAINED: readonly Explained[] = [
	...CHECKS,
	...INPUT_PROBLEMS,
	...NOTES,
	...ACTIONS,
];
