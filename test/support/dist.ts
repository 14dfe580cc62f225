import { join } from "node:path";

declare const TEST_DIST: string;

/** The folder of the tool that was built for this run of the tests; nobody else writes there. */
export const DIST = TEST_DIST;

/** The program to call. */
export const PROGRAM = join(DIST, "avi-routes.cjs");
