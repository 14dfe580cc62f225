import { compareText } from "../krm/order.ts";
import type { Result } from "../krm/result.ts";

/** Items come in the order of their lines, which a text with numbers has not: line 10 would be before line 4. */
const withoutLine = ({ message }: Result) => message.replace(/\bline \d+/, "");
/** By message; those that differ in the line alone stay in order. */
export const byMessage = (a: Result, b: Result) =>
	compareText(withoutLine(a), withoutLine(b));
/** By file, and there by message. */
export const byPlace = (a: Result, b: Result) =>
	compareText(a.file?.path ?? "", b.file?.path ?? "") ||
	(a.file?.index ?? 0) - (b.file?.index ?? 0) ||
	byMessage(a, b);
