import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
	isBefore,
	isKernelTooOldForSctp,
	parseVersion,
} from "../../src/resolve/version.ts";
import { ciliumAgent, rawObjects } from "../group/raw-objects.ts";
import { clusterPool, inFile, runCluster } from "../support/clusters.ts";
import { resultsOf } from "../support/function-run.ts";

/** Kernels, and whether Cilium's agent dies on them with SCTP on; undefined when the text tells no version. */
const KERNELS: readonly [kernel: string, isTooOld: boolean | undefined][] = [
	["5.1.21", true],
	["5.2.0", false],
	["5.2", false],
	["5.4.0", false],
	["5.10.0-23-cloud-amd64", false],
	["5.15.0-91-generic", false],
	["6.1.55+", false],
	["10.0.0", false],
	["4.20.17", true],
	["3.10.0-1160.el7.x86_64", true],
	["4.18.0", true],
	["4.18.0-372.9.1.el8.x86_64", false],
	["4.18.0-372.el8", false],
	["4.18.0-553.el8_10.x86_64", false],
	["4.18.0-371.el8", true],
	["4.18.0-80.11.2.el8_0.x86_64", true],
	["4.18.0-372", true],
	["4.18.0-372-generic", true],
	["4.18.1-372.el8", true],
	// Ubuntu 18.04 and 24.04, Debian 10 and 12
	["4.15.0-213-generic", true],
	["6.8.0-45-generic", false],
	["4.19.0-26-amd64", true],
	["6.1.0-18-amd64", false],
	// RHEL 7, 8 and 9, real-time, Oracle's own
	["4.18.0-477.10.1.el8_8.x86_64", false],
	["4.18.0-372.73.1.rt7.231.el8_6.x86_64", false],
	["4.18.0-348.el8.0.2.x86_64", true],
	["5.14.0-362.8.1.el9_3.x86_64", false],
	["5.4.17-2136.331.7.el8uek.x86_64", false],
	// Flatcar, Photon 3 and 5, Container-Optimized OS, Talos, Bottlerocket, Amazon Linux 2
	["5.15.142-flatcar", false],
	["4.19.306-1.ph3", true],
	["6.1.75-1.ph5", false],
	["5.15.133+", false],
	["4.14.138+", true],
	["6.1.74-talos", false],
	["5.10.205", false],
	["6.1.72", false],
	["4.14.336-253.554.amzn2.x86_64", true],
	["5.10.205-195.807.amzn2.x86_64", false],
	["6.6.13-200.fc39.x86_64", false],
	["10.0", false],
	["garbage", undefined],
	["", undefined],
	["v", undefined],
];

/** Versions, and whether SCTP came later. */
const VERSIONS: readonly [version: string, isBefore: boolean | undefined][] = [
	["1.12.9", true],
	["v1.12.19", true],
	["1.9.0", true],
	["0.99.0", true],
	["1.13", false],
	["1.13.0", false],
	["v1.13.0", false],
	["1.13.0-rc1", false],
	["1.18.3-cee.1", false],
	["2.0.0", false],
	["v1.18.3", false],
	["1.18.3@sha256:0123456789abcdef", false],
	["v1.12.0-cee.1", true],
	["v1.18.3-ci", false],
	["v1.19.0-pre.2", false],
	["v1.12-ci", true],
	["latest", undefined],
	["stable", undefined],
	["main", undefined],
	["1", undefined],
	["0a1b2c3d4e5f", undefined],
	["1234567", undefined],
	["20240101.1", undefined],
	["2024.1", false],
	["20240.1", undefined],
	["1.2024", false],
	["1.20240", undefined],
	["1.2f3e4d5", undefined],
	["sha256:0123", undefined],
];

/** Images of Cilium's agent, and the version that the check names; undefined when it is silent. */
const IMAGES: readonly [image: string, told: string | undefined][] = [
	["quay.io/cilium/cilium:v1.12.9", "v1.12.9"],
	["quay.io/cilium/cilium:v1.12.9@sha256:0123456789abcdef", "v1.12.9"],
	["localhost:5000/cilium:1.12.9", "1.12.9"],
	["quay.io/cilium/cilium:v1.13.0", undefined],
	["quay.io/cilium/cilium:v1.13.0@sha256:0123456789abcdef", undefined],
	["quay.io/cilium/cilium@sha256:0123456789abcdef", undefined],
	["localhost:5000/cilium/cilium", undefined],
	["quay.io/cilium/cilium:latest", undefined],
];

const test = suite("versions");

for (const [kernel, isTooOld] of KERNELS) {
	test(`kernel ${JSON.stringify(kernel)}`, () => {
		assert.is(isKernelTooOldForSctp(kernel), isTooOld);
	});
}

for (const [version, isOld] of VERSIONS) {
	test(`version ${version}`, () => {
		const parsed = parseVersion(version);
		assert.is(parsed && isBefore(parsed, [1, 13, 0]), isOld);
	});
}

for (const [image, told] of IMAGES) {
	test(`image ${image}`, () => {
		const agent = inFile("agent.yaml", ciliumAgent(image));
		const items = [...rawObjects(clusterPool()), agent];
		const run = runCluster(items, { sctp: "Enabled" });
		const results = resultsOf(run, "sctp-cilium-too-old");
		assert.is(results.length, told === undefined ? 0 : 1);
		if (told !== undefined)
			assert.match(results[0]?.message ?? "", `runs Cilium ${told}, SCTP`);
	});
}

test("an unknown kernel stands in nobody's way", () => {
	const nodes = { 1: { kernelVersion: "garbage" } };
	const run = runCluster(rawObjects(clusterPool({ nodes })), {
		sctp: "Enabled",
	});
	assert.is(run.exitCode, 0);
});

test.run();
