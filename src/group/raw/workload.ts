import type { Workload } from "../../../schemas/generated/types.ts";

/** A tag that starts like a version number. */
const NUMBERED = /^v?\d+\.\d+/;

/**
 * The version in the image tag of the container (or of the only one) with that name, else in the chart's labels; a
 * tag that is no version (`latest`) only when nothing else is known.
 */
export function workloadVersion(
	{ metadata, spec }: Workload,
	container: string,
): string | undefined {
	const containers = spec?.template?.spec?.containers ?? [];
	const named = containers.find(({ name }) => name === container);
	const image = (named ?? containers[0])?.image;
	const tag = image?.replace(/@.*$/, "").match(/:([^:/]+)$/)?.[1];
	const labels = metadata?.labels ?? {};
	const chart = /-(\d+\.\d+.*)$/.exec(labels["helm.sh/chart"] ?? "")?.[1];
	const versions = [tag, labels["app.kubernetes.io/version"], chart].filter(
		(version) => version !== undefined,
	);
	return versions.find((version) => NUMBERED.test(version)) ?? versions[0];
}
