/** The steps of a result's field path: `spec.nodes[3].annotations[a.b/c]` has the keys spec, nodes, 3, annotations, a.b/c. */
export function fieldSteps(path: string): string[] {
	return [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(
		([whole, inner]) => inner ?? whole,
	);
}
