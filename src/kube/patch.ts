import type { Connection } from "./connect.ts";
import type { Failed } from "./fault.ts";
import { ask } from "./request.ts";

const MAX_OBJECT = 16 << 20;

/** Applies an object (server-side) as this manager: fields that it applied before and omits now are removed. */
export function applyObject(
	connection: Connection,
	path: string,
	object: object,
	manager: string,
): Promise<{ readonly body: unknown } | Failed> {
	return ask(
		connection,
		`${path}?fieldManager=${manager}&force=true`,
		MAX_OBJECT,
		{
			method: "PATCH",
			body: object,
			contentType: "application/apply-patch+yaml",
		},
	);
}
