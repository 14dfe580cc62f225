/** Compares two strings by code unit, never by locale; the one order of this project. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
