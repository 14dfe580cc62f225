import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import type { Ratios } from "./targets.ts";

/** Lines of src that the tool may have, and how many of them may exist for speed alone. */
const [MOST, MAX_FOR_SPEED] = [17_400, 1500];

/** Files and folders of src that exist for speed alone; docs/performance.md says what each buys. */
const FOR_SPEED: readonly string[] = [
	"read/scan-head.ts",
	"read/shape",
	"text/plain",
	"text/print-plain.ts",
];

/** Counts lines of src. */
export function lineRows({ say }: Bench): Ratios {
	const files = readdirSync("src", { recursive: true, encoding: "utf8" })
		.filter((path) => path.endsWith(".ts"))
		.map((path) => ({
			path,
			count: readFileSync(join("src", path), "utf8").split("\n").length - 1,
		}));
	const total = (isCounted: (path: string) => boolean) =>
		files
			.filter(({ path }) => isCounted(path))
			.reduce((sum, { count }) => sum + count, 0);
	const isForSpeed = (path: string) =>
		FOR_SPEED.some((one) => path === one || path.startsWith(`${one}/`));
	const [all, forSpeed] = [total(() => true), total(isForSpeed)];
	say(`| lines of src | ${all}, for speed alone ${forSpeed} | | | | | |`);
	return { lines: all / MOST, "speed-lines": forSpeed / MAX_FOR_SPEED };
}
