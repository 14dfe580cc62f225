import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Test } from "uvu";

/** Where Cilium's Go module has been unpacked; undefined where there is no Go, or no proxy that has the module. */
function moduleFolder(): string | undefined {
	const { status, stdout } = spawnSync("scripts/cluster-tools.sh", ["cilium"], {
		encoding: "utf8",
		timeout: 300_000,
	});
	return status === 0 ? stdout.trim() : undefined;
}

/** What Cilium's source has for a cluster. */
export interface Cilium {
	/** Its CRDs, as far as they are read: paths of files. */
	readonly crds: readonly string[];
	/** The folder of its Helm chart. */
	readonly chart: string;
}

/** Cilium's own CRDs and chart, fetched when first asked for; where they can't be had, a loud line, and undefined. */
export function findCilium(what: string): Cilium | undefined {
	const folder = moduleFolder();
	if (folder === undefined) {
		console.log(
			`!!! Cilium's Go module can't be had (scripts/cluster-tools.sh cilium says why): ${what} is NOT TESTED`,
		);
		return undefined;
	}
	const crds = join(folder, "pkg/k8s/apis/cilium.io/client/crds");
	return {
		crds: [
			"v2/ciliumnodes.yaml",
			"v2/ciliumnodeconfigs.yaml",
			"v2alpha1/ciliumpodippools.yaml",
		].map((file) => join(crds, file)),
		chart: join(folder, "install/kubernetes/cilium"),
	};
}

/** `test`, or `test.skip` where something is missing. */
export const unless = (isMissing: boolean, test: Test | Test["skip"]) =>
	isMissing && "skip" in test ? test.skip : test;
