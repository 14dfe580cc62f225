import type { Connection } from "../kube/connect.ts";
import type { Failed } from "../kube/fault.ts";
import { type TableEvent, writeEvent } from "./events.ts";
import { type KnownTables, pollTables } from "./poll-tables.ts";
import type { Status } from "./status.ts";
import type { Table } from "./table.ts";
import { setFinalizer, writeStatus } from "./write-table.ts";

/** What the controller reads and writes in Kubernetes. */
export interface TableStore {
	/** As `pollTables`. */
	poll(
		namespaces: readonly string[],
		known: KnownTables,
	): Promise<{ readonly tables: KnownTables } | Failed>;
	writeStatus(table: Table, status: Status): Promise<Failed | undefined>;
	setFinalizer(table: Table, isSet: boolean): Promise<Failed | undefined>;
	writeEvent(
		table: Table,
		event: TableEvent,
		by: { readonly now: number; readonly instance: string },
	): Promise<string | undefined>;
}

/** The tables of a cluster; `kube` gives the connection, with time for one step. */
export const tableStore = (kube: () => Promise<Connection>): TableStore => ({
	poll: (namespaces, known) => pollTables(kube, namespaces, known),
	writeStatus: async (...args) => writeStatus(await kube(), ...args),
	setFinalizer: async (...args) => setFinalizer(await kube(), ...args),
	writeEvent: async (...args) => writeEvent(await kube(), ...args),
});
