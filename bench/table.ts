import type { Input } from "./inputs.ts";
import { type Measured, median } from "./measure.ts";

/** The rows of one input as Markdown, with each median's ratio to those of the first program and of js-yaml. */
export function tableRows(
	what: string,
	{ size }: Input,
	all: readonly Measured[],
): string[] {
	const base = median(all[0]?.times ?? []);
	const parser = all.find(({ program }) => program === "js-yaml load");
	return all.map(({ program, times, peak }) => {
		const time = median(times);
		const cells = [
			`${what}, ${size < 1 ? size.toFixed(3) : size.toFixed(1)} MB`,
			program,
			String(times.length),
			time.toFixed(0),
			(times[0] ?? 0).toFixed(0),
			peak === undefined ? "" : peak.toFixed(0),
			(time / base).toFixed(2),
			parser === undefined ? "" : (time / median(parser.times)).toFixed(2),
		];
		return `| ${cells.join(" | ")} |`;
	});
}

/** The head of the table. */
export const TABLE_HEAD = [
	"| input | program | runs | median ms | least ms | peak MB | x `node -e 0` | x js-yaml |",
	"|---|---|---|---|---|---|---|---|",
];
