import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { clusterPool } from "../support/clusters.ts";
import { PROGRAM } from "../support/dist.ts";
import { configText, packageOf, snapshotText } from "../support/packages.ts";
import { needingPods } from "./pod.ts";

/** Copies a package to a file system that has room for 8 KiB more, runs a command there, and lists what is there before and after. */
const ON_SMALL_DISK = `
set -u
disk=$1 package=$2; shift 2
mount -t tmpfs -o size=256k tmpfs "$disk"
cd "$disk"
cp -r "$package" p
cat /dev/zero > filler 2> /dev/null
truncate -s -8192 filler
list() { find . -type f -exec sha256sum {} + | sort; find . -name '.avi-routes-tmp*'; }
list > /dev/shm/before.$$
"$@"; status=$?
list > /dev/shm/after.$$
cmp /dev/shm/before.$$ /dev/shm/after.$$ || echo CHANGED
rm /dev/shm/before.$$ /dev/shm/after.$$
exit $status
`;

const test = suite("a full disk");
const diskTest = needingPods(test, "a full disk");

for (const args of [
	["render", "--in-place", "p"],
	["render", "-o", "dir", "--to", "out", "p"],
	["import", "-o", "out/snapshot.yaml", "p"],
])
	diskTest(`${args.slice(0, 2).join(" ")} says so and changes no file`, () => {
		const root = packageOf({
			"avi-routes.yaml": configText(),
			"prod.yaml": snapshotText(clusterPool({}, 200), "prod"),
		});
		const disk = mkdtempSync(join(tmpdir(), "avi-routes-disk-"));
		const { status, stdout, stderr } = spawnSync(
			"unshare",
			[
				...[
					"--mount",
					"--propagation=private",
					"sh",
					"-c",
					ON_SMALL_DISK,
					"sh",
				],
				...[disk, root, process.execPath, PROGRAM, ...args],
			],
			{ encoding: "utf8" },
		);
		spawnSync("rmdir", [disk]);
		assert.ok((status ?? 0) > 0, stderr);
		assert.match(stderr, "the disk is full");
		assert.is(stdout, "");
	});

test.run();
