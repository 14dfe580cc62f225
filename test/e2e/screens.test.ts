import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { scratchFolder } from "../kube/run-snapshot.ts";
import { copyPackage } from "../support/packages.ts";
import { hasTerminals, onTerminal } from "../support/terminal.ts";
import { BIN, mustRun } from "./support.ts";
import { commit } from "./workspace.ts";

/**
 * What each command shows on a pseudo-terminal of 80 and of 120 columns, codes made visible. The files of
 * fixtures/screens are rewritten with `UPDATE_GOLDEN=1 npm run test:e2e -- screens`; that run fails all the same.
 */
const isUpdate = process.env.UPDATE_GOLDEN === "1";
const FOLDER = "fixtures/screens";

/** A screen: what is typed, in a folder with the packages `quickstart`, `changed`, `broken` and `fleet`. */
const SCREENS: Readonly<Record<string, string>> = {
	help: "avi-routes --help",
	"help-of-a-command": "avi-routes diff --help",
	version: "avi-routes version | sed 's/[0-9]/9/g'",
	init: "avi-routes init new --cluster prod-east",
	check: "avi-routes check broken",
	"check-fine": "avi-routes check -o table fleet",
	"check-table": "avi-routes check -o table changed fleet",
	render: "avi-routes render --in-place broken",
	"render-warnings": "avi-routes render changed > out.yaml",
	"render-in-place":
		"avi-routes render --in-place quickstart; echo; avi-routes render --in-place quickstart",
	"render-refused": "avi-routes render fleet",
	diff: "avi-routes diff quickstart changed",
	"diff-stat": "avi-routes diff --stat quickstart changed",
	explain: "avi-routes explain worker-3 broken",
	"explain-check": "avi-routes explain check CNI",
	"explain-checks": "avi-routes explain check",
	import:
		"avi-routes import -o new.yaml quickstart/cluster-snapshot.yaml; avi-routes import dump.yaml",
	picture: "avi-routes picture -o text --base quickstart changed",
	sync: "avi-routes render -o dir --to out --only prod-west fleet > out.txt 2>&1; avi-routes sync --dry-run --from out --avi-url http://127.0.0.1:1 --avi-credentials out",
	snapshot: "avi-routes snapshot --kubeconfig none",
	function: "avi-routes function < list.yaml > out.yaml",
	completion: "avi-routes completion csh",
	"wrong-command": "avi-routes chekc broken",
	"wrong-option": "avi-routes check --onyl prod broken",
	"wrong-path": "avi-routes check no-such-folder",
};

const test = suite("screens");
const terminalTest = hasTerminals("screens") ? test : test.skip;

/** What else is in the snapshot of the quickstart's copies. */
const COPIES: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> =
	{
		quickstart: [],
		// A node went and another one came, and one has another pod CIDR.
		changed: [
			[/(name: worker-2, ownerUID.*podCIDRs: \[)10\.0\.3\.0/, "$110.0.7.0"],
			[/worker-3/g, "worker-9"],
		],
		broken: [
			[/(name: worker-3, ownerUID.*podCIDRs: \[)10\.0\.1\.0/, "$110.0.3.0"],
			[/(name: worker-1, uid.*kernelVersion: )6\.8\.0/, "$14.18.0"],
			[/ {2}- \{name: control-1, uid.*\n/, ""],
		],
	};

const scratch = scratchFolder();
let folders = 0;

/** A folder with the packages, a git repository. */
function workspace(): string {
	const root = join(scratch, String(folders++));
	copyPackage("fleet", join(root, "fleet"));
	for (const [name, changes] of Object.entries(COPIES)) {
		copyPackage("quickstart", join(root, name));
		const path = join(root, name, "cluster-snapshot.yaml");
		const text = changes.reduce(
			(now, [from, to]) => {
				assert.match(now, from);
				return now.replace(from, to);
			},
			readFileSync(path, "utf8"),
		);
		writeFileSync(path, text);
	}
	const list = readFileSync("fixtures/duplicate-pod-cidr/input.yaml");
	writeFileSync(join(root, "list.yaml"), list);
	writeFileSync(join(root, "dump.yaml"), "kind: Node\n");
	mustRun(root, ["git", "init", "--quiet"]);
	commit(root);
	return root;
}

/** Codes and line ends as they can be read. */
const visible = (text: string) =>
	text.replaceAll("\r\n", "\n").replaceAll("\u001b", "␛");

for (const columns of [80, 120])
	for (const [name, command] of Object.entries(SCREENS))
		terminalTest(`${name}, ${columns} columns`, async () => {
			const cwd = workspace();
			const env = { PATH: `${BIN}:${process.env.PATH}` };
			const shown = await onTerminal(command, { columns, cwd, env });
			const text = `$ ${command}\n${visible(shown)}`;
			const path = join(FOLDER, `${name}.${columns}.txt`);
			const expected = existsSync(path) ? readFileSync(path, "utf8") : "";
			mkdirSync(FOLDER, { recursive: true });
			if (isUpdate) writeFileSync(path, text);
			assert.is(text, expected);
			const widest = visible(shown)
				.replace(/␛\[[\d;]*m/g, "")
				.split("\n")
				.filter((line) => [...line].length > columns && / /.test(line.trim()));
			assert.equal(widest, [], "lines that are too wide");
		});

test.run();
