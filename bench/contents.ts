import { type FleetCluster, makeFleet, type Wish } from "./fleet.ts";
import { FORMS, type FormName, written } from "./forms.ts";
import type { ValueMap } from "./kubectl-yaml.ts";
import { clusterObjects } from "./objects.ts";
import { snapshotObject } from "./snapshot-object.ts";
import { TWISTS, type Twist, type TwistName } from "./twists.ts";

/** What is told of a cluster. */
interface DetailOf {
	readonly what: string;
	readonly objects: (cluster: FleetCluster, wish: Wish) => ValueMap[];
}

/** How much is told, by the names that `--detail` takes. */
export const DETAILS = {
	kept: {
		what: "objects with the fields that people keep in a package",
		objects: (cluster, wish) => clusterObjects(cluster, wish, "kept"),
	},
	full: {
		what: "objects with all that `kubectl get` prints",
		objects: (cluster, wish) => clusterObjects(cluster, wish, "full"),
	},
	managed: {
		what: "the same with --show-managed-fields",
		objects: (cluster, wish) => clusterObjects(cluster, wish, "managed"),
	},
	snapshot: {
		what: "ClusterSnapshots with what routes need",
		objects: (cluster, wish) => [snapshotObject(cluster, wish, false)],
	},
	"whole-snapshot": {
		what: "ClusterSnapshots with all that `import` writes",
		objects: (cluster, wish) => [snapshotObject(cluster, wish, true)],
	},
} as const satisfies Readonly<Record<string, DetailOf>>;

/** An input: which clusters, what is told of them, and how it is written. */
export interface InputWish extends Wish {
	readonly detail: keyof typeof DETAILS;
	readonly form: FormName;
	readonly owner: "AKO" | "GitOps";
	/** Where the AviRoutes is: in the ResourceList's functionConfig, or the last of the objects. */
	readonly config: "function" | "object";
	readonly twist?: TwistName | undefined;
}

/** The input that is made when nothing else is asked for. */
export const USUAL: InputWish = {
	seed: 1,
	nodes: 5,
	clusters: 1,
	stack: "V4",
	images: 0,
	anomalies: 0,
	moved: 0,
	pools: "apart",
	detail: "kept",
	form: "resource-list",
	owner: "AKO",
	config: "function",
};

/** The objects of all clusters. */
export function objectsOf(wish: InputWish): ValueMap[] {
	const { objects } = DETAILS[wish.detail];
	const all = makeFleet(wish).flatMap((cluster) => objects(cluster, wish));
	return wish.config === "object" ? [...all, aviRoutes(wish)] : all;
}

/** The AviRoutes of the clusters. */
export function aviRoutes(wish: InputWish): ValueMap {
	return {
		apiVersion: "avi-routes.dev/v1alpha1",
		kind: "AviRoutes",
		metadata: {
			name: "avi-routes",
			annotations: { "config.kubernetes.io/local-config": "true" },
		},
		// What is wrong on purpose is told, and stops nothing.
		spec: { ...settingsOf(wish), checks: { "*": "warning" } },
	};
}

/** The text of an input, in parts. */
export function* inputParts(wish: InputWish): Generator<string> {
	const twist: Twist | undefined = wish.twist && TWISTS[wish.twist];
	const content = {
		objects: objectsOf(wish),
		stranger: twist?.object,
		change: twist?.written,
		settings: settingsOf(wish),
	};
	let pending = "";
	let isFirst = true;
	const changed = (text: string) => {
		const made = twist?.text?.(text, isFirst) ?? text;
		isFirst = false;
		return made;
	};
	for (const part of written(FORMS[wish.form], content)) {
		pending += part;
		if (pending.length < 1 << 20) continue;
		yield changed(pending);
		pending = "";
	}
	yield changed(pending);
}

/** The settings that a wish needs; a ClusterSnapshot brings its own name. */
function settingsOf({ clusters, owner, detail }: InputWish): ValueMap {
	const isNamed = clusters > 1 || detail.includes("snapshot");
	return {
		clusterName: isNamed ? undefined : "prod",
		...(owner === "GitOps"
			? { routeController: "bench", routeOwner: "GitOps" }
			: {}),
	};
}
