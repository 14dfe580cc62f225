import { compareText } from "../krm/order.ts";
import type { Result } from "../krm/result.ts";

const LINE = /\bline (\d+)/;
const lineOf = ({ message }: Result) => Number(LINE.exec(message)?.[1] ?? 0);
/** By message; those that differ in the line alone, by line. */
export const byMessage = (a: Result, b: Result) =>
	compareText(a.message.replace(LINE, ""), b.message.replace(LINE, "")) ||
	lineOf(a) - lineOf(b);
/** By file, and there by message. */
export const byPlace = (a: Result, b: Result) =>
	compareText(a.file?.path ?? "", b.file?.path ?? "") ||
	(a.file?.index ?? 0) - (b.file?.index ?? 0) ||
	byMessage(a, b);
