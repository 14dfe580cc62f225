/** A key of the chart's values, in YAML, JSON or the path of a patch. */
const VALUE = /AKOSettings(?:\\*["']?\s*:|[/.])/;

/** True when the value sets settings of AKO, in the chart's values or in avi-k8s-config. */
export function setsAKO(value: unknown): boolean {
	const text = JSON.stringify(value) ?? "";
	return (
		VALUE.test(text) ||
		(text.includes("avi-k8s-config") && text.includes("cniPlugin"))
	);
}
