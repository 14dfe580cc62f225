import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Test } from "uvu";
import { DIST } from "../support/dist.ts";
import { unless } from "./cilium.ts";
import type { Ran } from "./support.ts";

/** `test`; where no file systems can be mounted apart from those of the machine `test.skip`, and a loud line. */
export function needingPods(
	test: Test | Test["skip"],
	what: string,
): Test | Test["skip"] {
	const isMissing = spawnSync("unshare", ["--mount", "true"]).status !== 0;
	if (isMissing)
		console.log(
			`!!! unshare --mount is not allowed here (it takes root): ${what} is NOT TESTED`,
		);
	return unless(isMissing, test);
}

const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

/** What a pod sees. */
export interface Pod {
	/** Where the service account's files are: token and ca.crt. */
	readonly serviceAccount: string;
	/** Folders of the machine, by where the pod has them; read-only. */
	readonly volumes?: Readonly<Record<string, string>>;
	/** The same, to write to. */
	readonly writable?: Readonly<Record<string, string>>;
	readonly env: Readonly<Record<string, string>>;
	readonly user: number;
}

/**
 * The root of a container: the machine's programs, the image's /opt/avi-routes, what the pod mounts, and nothing else
 * that can be written to.
 */
const MAKE_ROOT = `
set -eu
root=$1 dist=$2 user=$3; shift 3
mount -t tmpfs tmpfs "$root"
for path in /*; do
	case $path in /tmp | /run | /var | /proc) continue ;; esac
	if [ -L "$path" ]; then cp -P "$path" "$root$path"
	elif [ -d "$path" ]; then mkdir "$root$path"; mount --rbind -o ro "$path" "$root$path"; fi
done
mkdir -p "$root/proc" "$root/tmp" "$root/opt-bin"
mount --rbind /proc "$root/proc"
while [ "$1" != -- ]; do
	mkdir -p "$root$2"; mount --bind -o "$3" "$1" "$root$2"; shift 3
done
shift
mkdir -p "$root/image/dist"; mount --bind -o ro "$dist" "$root/image/dist"
ln -s /image/dist/avi-routes.cjs "$root/opt-bin/avi-routes"
mount -o remount,ro "$root"
exec chroot --userspec="$user:$user" --groups="$user" "$root" "$@"
`;

/** Runs a container's command as a pod does: by its argv, in a root of its own, with the service account mounted. */
export function runInPod(command: readonly string[], pod: Pod): Ran {
	const { args, env, root } = podCommand(command, pod);
	const { status, stdout, stderr } = spawnSync("unshare", args, {
		encoding: "utf8",
		timeout: 60_000,
		env,
	});
	spawnSync("rmdir", [root]);
	return { status, stdout, stderr };
}

/** As `runInPod`, beside the test, for what talks to servers in the test's process. */
export async function runBesideInPod(
	command: readonly string[],
	pod: Pod,
): Promise<Ran> {
	const { args, env, root } = podCommand(command, pod);
	const child = spawn("unshare", args, { env });
	let [stdout, stderr] = ["", ""];
	child.stdout.on("data", (chunk) => {
		stdout += chunk;
	});
	child.stderr.on("data", (chunk) => {
		stderr += chunk;
	});
	const status = await new Promise<number | null>((done) =>
		child.on("close", done),
	);
	spawnSync("rmdir", [root]);
	return { status, stdout, stderr };
}

/** What `unshare` is called with. */
function podCommand(
	command: readonly string[],
	{ serviceAccount, volumes = {}, writable = {}, env, user }: Pod,
) {
	const root = mkdtempSync(join(tmpdir(), "avi-routes-pod-"));
	const mount = (folders: Readonly<Record<string, string>>, how: string) =>
		Object.entries(folders).flatMap(([inside, outside]) => [
			outside,
			inside,
			how,
		]);
	const mounts = [
		...mount(volumes, "ro"),
		...mount({ [SERVICE_ACCOUNT]: serviceAccount }, "ro"),
		...mount(writable, "rw"),
	];
	return {
		root,
		args: [
			...["--mount", "--propagation=private", "sh", "-c", MAKE_ROOT, "sh"],
			...[root, DIST, String(user), ...mounts, "--", ...command],
		],
		env: {
			PATH: `/opt-bin:${dirname(process.execPath)}:/usr/bin:/bin:/usr/sbin:/sbin`,
			HOME: "/",
			...env,
		},
	};
}

/** A folder with the files of a service account, as the kubelet mounts it. */
export function serviceAccountFolder(
	folder: string,
	files: Readonly<Record<"token" | "ca.crt" | "namespace", string>>,
): string {
	mkdirSync(folder, { recursive: true });
	for (const [name, text] of Object.entries(files))
		writeFileSync(join(folder, name), text, { mode: 0o644 });
	return folder;
}
