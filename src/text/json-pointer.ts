/** The steps of a JSON pointer (RFC 6901). */
export const pointerSteps = (pointer: string): string[] =>
	pointer
		.split("/")
		.slice(1)
		.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
