import type { Connection } from "../kube/connect.ts";
import { writeEvent } from "./events.ts";
import { type KnownTables, pollTables } from "./poll-tables.ts";
import { setFinalizer, writeStatus } from "./write-table.ts";

/** What the controller reads and writes in Kubernetes; `kube` gives the connection, with time for one step. */
export function tableStore(kube: () => Promise<Connection>) {
	const connected =
		<Args extends unknown[], Got>(
			act: (connection: Connection, ...args: Args) => Promise<Got>,
		) =>
		async (...args: Args) =>
			act(await kube(), ...args);
	return {
		poll: (namespaces: readonly string[], known: KnownTables) =>
			pollTables(kube, namespaces, known),
		writeStatus: connected(writeStatus),
		setFinalizer: connected(setFinalizer),
		writeEvent: connected(writeEvent),
	};
}

export type TableStore = ReturnType<typeof tableStore>;
