/** A DaemonSet or StatefulSet, as far as its images tell versions. */
export interface RawWorkload {
	readonly spec?: {
		template?: {
			spec?: { containers?: { name?: string; image?: string }[] | null } | null;
		} | null;
	} | null;
}

/** The version in the image tag of the container (or of the only one) with that name. */
export function imageVersion(
	{ spec }: RawWorkload,
	container: string,
): string | undefined {
	const containers = spec?.template?.spec?.containers ?? [];
	const image = (
		containers.find(({ name }) => name === container) ?? containers[0]
	)?.image;
	return image?.replace(/@.*$/, "").match(/:([^:/]+)$/)?.[1];
}
