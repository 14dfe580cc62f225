import type { VrfContext } from "../config/config.ts";
import type { AviFailed } from "./fault.ts";
import { listObjects } from "./list.ts";
import type { AviSession } from "./session.ts";

/** The labels of an SE group. */
export interface SeGroup {
	readonly name: string;
	readonly labels: readonly {
		readonly key?: unknown;
		readonly value?: unknown;
	}[];
}

/** The existing SE groups among these names in the cloud. */
export async function findSeGroups(
	session: AviSession,
	{ cloud, tenant }: VrfContext,
	names: readonly string[],
): Promise<{ readonly groups: readonly SeGroup[] } | AviFailed> {
	const groups: SeGroup[] = [];
	for (const name of names) {
		const found = await listObjects(session, tenant, "serviceenginegroup", {
			name,
			"cloud_ref.name": cloud,
			fields: "name,labels",
		});
		if ("fault" in found) return found;
		for (const object of found.objects)
			if (object.name === name)
				groups.push({
					name,
					labels: (object.labels ?? []) as SeGroup["labels"],
				});
	}
	return { groups };
}
