import { isMapping } from "../../read/cut.ts";
import type { Step } from "../../text/edit-value.ts";
import { pointerSteps } from "../../text/json-pointer.ts";

/** An operation of a JSON patch (RFC 6902). */
export interface Operation {
	readonly op: "add" | "replace" | "remove" | "test";
	readonly path: string;
	readonly value?: unknown;
}

const OPS: readonly unknown[] = ["add", "replace", "remove", "test"];

/** True for a JSON patch of operations that are done here; those that copy or move values are not. */
export const isOperations = (value: unknown): value is Operation[] =>
	Array.isArray(value) &&
	value.length > 0 &&
	value.every(
		(one) =>
			isMapping(one) && OPS.includes(one.op) && typeof one.path === "string",
	);

/** A copy of the value after the operations. */
export function operated(
	value: unknown,
	operations: readonly Operation[],
): unknown {
	let copy = structuredClone(value);
	for (const operation of operations)
		if (operation.op !== "test")
			copy = change(copy, pointerSteps(operation.path), operation);
	return copy;
}

/** Changes the value in place; returns it, or what comes in its place. */
function change(
	value: unknown,
	[step, ...rest]: readonly string[],
	operation: Operation,
): unknown {
	if (step === undefined) return structuredClone(operation.value);
	const isLast = rest.length === 0;
	const isRemoved = isLast && operation.op === "remove";
	if (Array.isArray(value)) {
		const at = step === "-" ? value.length : Number(step);
		const isNew = isLast && operation.op === "add";
		const inner = isRemoved ? [] : [change(value[at], rest, operation)];
		value.splice(at, isNew ? 0 : 1, ...inner);
		return value;
	}
	const own: Record<string, unknown> = isMapping(value) ? value : {};
	if (isRemoved) delete own[step];
	else {
		// A name such as __proto__ must not lead to what all objects share.
		const inner = Object.hasOwn(own, step) ? own[step] : undefined;
		own[step] = change(inner, rest, operation);
	}
	return own;
}

/**
 * True where the operations set what is at the path, false where they take it or a part of the path away; undefined
 * when they leave it alone. What they test must stay as it is, and is as good as set. `holds` tells the same of a value
 * that is set.
 */
export function operationsHold(
	operations: readonly Operation[],
	path: readonly Step[],
	holds: (value: unknown, path: readonly Step[]) => boolean | undefined,
): boolean | undefined {
	for (const operation of operations.toReversed()) {
		const steps = pointerSteps(operation.path);
		// An entry that comes or goes moves the others of its list.
		const moves = operation.op === "replace" ? -1 : steps.length - 1;
		const isOn = path.every(
			(step, i) =>
				(steps[i] ?? String(step)) === String(step) ||
				(i === moves && typeof step === "number"),
		);
		if (!isOn) continue;
		if (steps.length > path.length) return true;
		const rest = path.slice(steps.length);
		return operation.op !== "remove" && holds(operation.value, rest) === true;
	}
	return undefined;
}
