import type { SchemaName } from "./types.ts";

/** For each schema, what tells whether a value fits it. */
export const FITS: Readonly<Record<SchemaName, (value: unknown) => boolean>>;
