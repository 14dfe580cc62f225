/**
 * What shows that a text may have something that is read here: the kinds of `model/kinds.ts` that say so by their names,
 * the settings of AKO and Cilium, SCTP, and a name, chart or URL that ends in one of the two products.
 */
const SIGNS = [
	/\bkind["']?\s*:\s*(?:[!&]\S*\s+)*["']?(?:AviRoute|ClusterSnapshot|AKO|Node(?:List)?\b|Cilium(?:Node|PodIPPool|Config))/,
	/AKOSettings|cniPlugin|avi-k8s-config|cilium-config|SCTP/,
	/:\s*["']?(?:[^\s"']*\/)?(?:ako|cilium|rke2-cilium)(?=["',\s}\]]|$)/,
];

/** True for a text that must not be passed over when it can't be read. */
export const isRelevant = (text: string): boolean =>
	SIGNS.some((sign) => sign.test(text));

/** A key of every Kubernetes object, wherever it stands: an object may be an entry of a list. */
const OBJECT =
	/^[\s{-]*["']?(?:apiVersion|kind)["']?\s*:|["'](?:apiVersion|kind)["']\s*:/m;

/** True for a text in which no object can be: a file of another tool. */
export const hasNoObject = (text: string): boolean => !OBJECT.test(text);
