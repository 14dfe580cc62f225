/** The steps of a JSON pointer (RFC 6901). */
export const pointerSteps = (pointer: string): string[] =>
	pointer
		.split("/")
		.slice(1)
		.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

/** The JSON pointer of the steps. */
export const toPointer = (steps: readonly string[]): string =>
	steps
		.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`)
		.join("");
