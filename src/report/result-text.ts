import type { Result } from "../krm/result.ts";
import { printable } from "./printable.ts";
import type { Located } from "./report.ts";
import { type Screen, SEVERITY_STYLES } from "./screen.ts";
import { wrap } from "./wrap.ts";

/** A result in one line, for logs and programs: severity, check, message, place. */
export function resultLine(result: Result): string {
	const { severity, message, tags, file, field } = result;
	const place = [file?.path, field?.path].filter(Boolean).join(" ");
	const at = place === "" ? "" : ` (${place})`;
	return printable(`${severity}: [${tags.check}] ${message}${at}`);
}

/** A result for people, the same in every command: severity, check and place; message; remedy. */
export function resultBlock(
	located: Located,
	{ paint, width }: Screen,
	margin = "",
): string {
	const { severity, message, remedy, tags, line } = located.result;
	const label = paint(SEVERITY_STYLES[severity], `${severity}:`);
	const head = `${margin}${label} [${tags.check}]`;
	const place = placeOf(located);
	const own = withoutRemedy(message, remedy);
	const inFront = `${located.file}:${line}: `;
	const seen = printable(
		own.startsWith(inFront) ? own.slice(inFront.length) : own,
	);
	const inner = margin.length + 2;
	const lines: [text: string, indent: number][] =
		place === ""
			? [[`${head} ${seen}`, inner]]
			: [
					[`${head} ${paint("dim", printable(place))}`, inner + 2],
					[`${margin}  ${seen}`, inner],
				];
	if (remedy !== undefined)
		lines.push([
			`${margin}  ${paint("green", "fix:")} ${printable(remedy)}`,
			inner + "fix: ".length,
		]);
	return lines
		.map(([text, indent]) => wrap(text, { width, indent }))
		.join("\n");
}

/** Results for standard error: on a terminal for people, else a line each. */
export function resultTexts(
	results: readonly Result[],
	screen: Screen,
	locate = (result: Result): Located => ({ result, file: result.file?.path }),
): string[] {
	return results.map((result) =>
		screen.width === undefined
			? resultLine(result)
			: resultBlock(locate(result), screen),
	);
}

/** A message without its remedy. */
export function withoutRemedy(
	message: string,
	remedy: string | undefined,
): string {
	return remedy !== undefined && message.endsWith(`; ${remedy}`)
		? message.slice(0, -remedy.length - 2)
		: message;
}

/** `clusters/prod.yaml:31:50 spec.nodes[0].podCIDRs[0]`, or the resource when no file is known. */
export function placeOf({ result, file, position, subject }: Located): string {
	const { resourceRef, field, line } = result;
	const inLine = line === undefined ? "" : `:${line}`;
	const at =
		position === undefined ? inLine : `:${position.line}:${position.column}`;
	const place =
		file !== undefined
			? `${file}${at}`
			: resourceRef === undefined
				? ""
				: `${resourceRef.kind} ${resourceRef.name}`;
	return [place, subject ?? field?.path ?? ""].filter(Boolean).join("  ");
}
