/** A DaemonSet or StatefulSet, as far as its images and labels tell versions. */
export interface RawWorkload {
	readonly metadata?: { labels?: Record<string, string> | null };
	readonly spec?: {
		template?: {
			spec?: { containers?: { name?: string; image?: string }[] | null } | null;
		} | null;
	} | null;
}

/** The version in the image tag of the container (or of the only one) with that name, else in the chart's labels. */
export function workloadVersion(
	{ metadata, spec }: RawWorkload,
	container: string,
): string | undefined {
	const containers = spec?.template?.spec?.containers ?? [];
	const named = containers.find(({ name }) => name === container);
	const image = (named ?? containers[0])?.image;
	const tag = image?.replace(/@.*$/, "").match(/:([^:/]+)$/)?.[1];
	if (tag !== undefined) return tag;
	const labels = metadata?.labels ?? {};
	const chart = /-(\d+\.\d+.*)$/.exec(labels["helm.sh/chart"] ?? "")?.[1];
	return labels["app.kubernetes.io/version"] ?? chart;
}
