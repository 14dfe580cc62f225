import type { Fields } from "../../src/krm/item.ts";
import type { SchemaName } from "./types.ts";

/** For each schema, what accepts most values that fit it, and no other. */
export const FITS: Readonly<Record<SchemaName, (value: unknown) => boolean>>;

/** For each schema the fields that it looks at, each down to its own. */
export const FIELDS: Readonly<Record<SchemaName, Fields>>;

/** For each schema whether it tells texts from other values, and empty ones, but not one text from another. */
export const TAKES_ANY_TEXT: Readonly<Record<SchemaName, boolean>>;
