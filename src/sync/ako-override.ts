import type { AkoState } from "./decide.ts";
import type { Group } from "./group.ts";

/** With this annotation a user confirms that no AKO writes the routes of the table's cluster. */
const AKO_OFF = "avi-routes.dev/ako-off";
const ACKNOWLEDGED = "acknowledged";
/** How to confirm it, as the end of a message. */
export const ACKNOWLEDGE = `annotate the table with ${AKO_OFF}: ${ACKNOWLEDGED}`;

/** True when each table of the group has the annotation. */
export function isAcknowledged({ tables, deleting }: Group): boolean {
	return [...tables, ...deleting].every(
		({ annotations }) => annotations[AKO_OFF] === ACKNOWLEDGED,
	);
}

/** The state of AKO by the tables' annotations, for runs that don't read it from a cluster. */
export function akoByAnnotation(group: Group): AkoState {
	return isAcknowledged(group)
		? { isOff: true, message: `${AKO_OFF} is ${ACKNOWLEDGED}`, startedAt: 0 }
		: {
				isOff: false,
				message: `it is unknown whether AKO's static route sync is off in cluster ${group.cluster}; switch it off, restart AKO, and ${ACKNOWLEDGE}`,
			};
}
