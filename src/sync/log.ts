import { printable } from "../report/printable.ts";

export type Level = "info" | "warning" | "error";

type Fields = Readonly<Record<string, string | number | undefined>>;

/** Logs a message with its fields. */
export type Log = (level: Level, message: string, fields?: Fields) => void;

/** A log of lines: JSON for programs, or text for people. */
export function makeLog(
	format: "json" | "text",
	now: () => number,
	write: (line: string) => void,
): Log {
	return (level, msg, fields = {}) => {
		const ts = new Date(now()).toISOString();
		const line =
			format === "json"
				? JSON.stringify({ ts, level, msg, ...fields })
				: [ts, level, msg, ...fieldTexts(fields)].join(" ");
		write(`${printable(line)}\n`);
	};
}

const fieldTexts = (fields: Fields) =>
	Object.entries(fields).flatMap(([key, value]) =>
		value === undefined ? [] : [`${key}=${JSON.stringify(value)}`],
	);
