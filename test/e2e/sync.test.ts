import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { aviRoute, type Ends, routesIn, routeTable } from "../avi/tables.ts";
import { scratchFolder } from "../kube/run-snapshot.ts";
import type { AnyResource } from "../support/function-run.ts";
import { needingApiServer, withApiServer } from "./api-server.ts";
import { needingPods, runBesideInPod, serviceAccountFolder } from "./pod.ts";
import { akoObjects, makeRig, startAko, until } from "./sync-rig.ts";

const WHAT = "the sync controller against a real API server";

const ends = (count: number): Ends[] =>
	Array.from({ length: count }, (_, i) => [
		`10.0.${i}.0/24`,
		`192.168.0.${i + 10}`,
		`worker-${i}`,
	]);
const told = (routes: readonly Ends[]) =>
	routes.map(([prefix, nextHop]) => `${prefix} via ${nextHop}`).sort();

const test = suite("sync against a real API server");
const serverTest = needingApiServer(test, WHAT);

serverTest(
	"take-over, changes, drift, brake, deletion, restart, two of them",
	() =>
		withApiServer(async (server) => {
			const rig = await makeRig(server);
			const { avi, ask } = rig;
			const inAvi = () => routesIn(avi.routes());
			const table = (routes: readonly Ends[], more: object = {}) =>
				routeTable(routes, { spec: more });
			const waitFor = (condition: string) =>
				ask(
					"-n",
					"avi-system",
					"wait",
					`--for=condition=${condition}`,
					"--timeout=60s",
					"avirt/prod-east",
				);
			try {
				// An absent CRD, or no right to read, is no empty cluster; here: no AKO settings.
				const without = await rig.once("--once");
				assert.is(without.status, 2);
				assert.match(
					without.stderr,
					/the cluster's name is not known.*--ako-namespace, or give --cluster-name/,
				);

				// A cluster without tables.
				rig.apply(...akoObjects("false"));
				const empty = await rig.once("--once");
				assert.is(empty.status, 0, empty.stderr);
				assert.match(empty.stderr, "no AviRouteTable in namespace avi-system");

				// AKO runs with its sync on: nothing is written.
				startAko(server);
				avi.edit({ static_routes: ends(3).map((one) => aviRoute(one)) });
				rig.apply(table(ends(3)));
				const active = await rig.once("--once");
				assert.is(active.status, 2, active.stdout);
				assert.match(active.stderr, "AKOActive: AKO's static route sync is on");
				assert.equal(avi.writes, []);

				// Off in the ConfigMap alone: AKO has not read it.
				rig.apply(...akoObjects("true").slice(0, 1));
				let running = rig.start("--leader-elect");
				const shownOf = (...more: string[]) =>
					ask("-n", "avi-system", "get", "avirt", "prod-east", ...more);
				await until(
					"what AKO needs",
					async () =>
						/False +True +3 +AKOActive +AKO may still write routes/.test(
							await shownOf("-o", "wide"),
						),
					running.output,
				);
				assert.equal(avi.writes, []);

				// AKO restarts: its routes are adopted.
				startAko(server, Date.now() + 60_000);
				await waitFor("Ready");
				assert.equal(avi.writes, []);
				const shown = await ask("-n", "avi-system", "get", "avirt");
				assert.match(
					shown,
					/NAME +CLUSTER +VRF +POLICY +READY +INSYNC +ROUTES +AGE/,
				);
				assert.match(
					shown,
					/prod-east +prod-east +global +Manage +True +True +3/,
				);

				// A changed table is written, and its status is of its generation.
				rig.apply(table(ends(4)));
				await until("four routes", () => inAvi().length === 4, running.output);
				assert.equal(inAvi(), told(ends(4)));
				await waitFor("Ready");
				await until("the generation is observed", async () => {
					const [generation, observed] = (
						await ask(
							"-n",
							"avi-system",
							"get",
							"avirt",
							"prod-east",
							"-o",
							"jsonpath={.metadata.generation} {.status.observedGeneration} {.status.programmedRoutes}",
						)
					).split(" ");
					return generation === observed;
				});

				// Somebody deletes a route.
				avi.edit({ static_routes: avi.routes().slice(1) });
				await until("it is back", () => inAvi().length === 4, running.output);
				const events = await ask(
					"-n",
					"avi-system",
					"get",
					"events.events.k8s.io",
					"-o",
					"jsonpath={.items[*].reason}",
				);
				assert.match(events, "Written");
				assert.match(events, "Programmed");

				// An unchanged state writes no status.
				const version = () =>
					ask(
						"-n",
						"avi-system",
						"get",
						"avirt",
						"prod-east",
						"-o",
						"jsonpath={.metadata.resourceVersion}",
					);
				const [before] = [await version()];
				await new Promise((done) => setTimeout(done, 5000));
				assert.is(await version(), before);

				// Too many removals are held back, until somebody allows them.
				rig.apply(table(ends(1)));
				await waitFor("Stalled");
				assert.is(inAvi().length, 4);
				const message = await ask(
					"-n",
					"avi-system",
					"get",
					"avirt",
					"prod-east",
					"-o",
					'jsonpath={.status.conditions[?(@.type=="Stalled")].message}',
				);
				const command = /kubectl (-n avi-system annotate .*)$/.exec(
					message,
				)?.[1];
				assert.ok(command, message);
				await ask(...(command ?? "").split(" "));
				await until("one route", () => inAvi().length === 1, running.output);
				await waitFor("Ready");

				// It ends when it is told to, and starts from what is there.
				running.kill("SIGTERM");
				assert.is(await running.ended, 0, running.output());
				const puts = avi.writes.length;
				running = rig.start("--leader-elect");
				const second = rig.start("--leader-elect");
				rig.apply(table(ends(1), { deletionPolicy: "Delete" }));
				await until("the finalizer", async () =>
					(
						await ask(
							"-n",
							"avi-system",
							"get",
							"avirt",
							"prod-east",
							"-o",
							"jsonpath={.metadata.finalizers}",
						)
					).includes("avi-routes.dev/routes"),
				);
				assert.is(avi.writes.length, puts);

				// Of two one writes; when it dies the other takes over.
				const holder = async () =>
					ask(
						"-n",
						"avi-system",
						"get",
						"lease",
						"avi-routes-sync",
						"-o",
						"jsonpath={.spec.holderIdentity}",
					);
				const first = await holder();
				const isFirst = running.output().includes("Programmed");
				(isFirst ? running : second).kill("SIGKILL");
				await until(
					"another holder",
					async () => (await holder()) !== first,
					second.output,
				);

				// The routes go with the table.
				await ask(
					"-n",
					"avi-system",
					"delete",
					"--timeout=60s",
					"avirt",
					"prod-east",
				);
				assert.equal(inAvi(), []);
				assert.equal(avi.violations, []);
				for (const one of [running, second])
					assert.not.match(one.output(), /password-that|csrf|session-/);
			} finally {
				await rig.end();
			}
		}),
);

const podTest = needingPods(serverTest, "deploy/sync");

podTest(
	"what deploy/sync grants suffices, for nobody with a read-only root",
	() =>
		withApiServer(async (server) => {
			const rig = await makeRig(server);
			const { avi, ask } = rig;
			try {
				const [deployment] = loadAll(
					readFileSync("deploy/sync/deployment.yaml", "utf8"),
				) as AnyResource[];
				const pod = deployment?.spec.template.spec;
				assert.is(pod.containers[0].volumeMounts[0].mountPath, "/etc/avi");
				for (const file of [
					"role",
					"cluster-role",
					"deployment",
					"network-policy",
				])
					await ask(
						"-n",
						"avi-system",
						"apply",
						"-f",
						`deploy/sync/${file}.yaml`,
					);
				rig.apply(...akoObjects("true"), routeTable(ends(3)));
				startAko(server, Date.now() + 60_000);
				const token = await ask(
					...["-n", "avi-system", "create", "token", pod.serviceAccountName],
				);
				const ran = await runBesideInPod(
					[
						...["avi-routes", "sync", "--once", `--avi-url=${rig.url}`],
						// The root of the test has an /etc in which nothing can be mounted.
						"--avi-credentials=/avi",
					],
					{
						serviceAccount: serviceAccountFolder(
							join(scratchFolder(), "account"),
							{
								token: token.trim(),
								"ca.crt": readFileSync(server.authority, "utf8"),
								namespace: "avi-system",
							},
						),
						volumes: { "/avi": readable(rig.credentials) },
						env: {
							KUBERNETES_SERVICE_HOST: "127.0.0.1",
							KUBERNETES_SERVICE_PORT: String(server.port),
						},
						user: pod.securityContext.runAsUser,
					},
				);
				assert.is(ran.status, 1, ran.stderr);
				assert.not.match(ran.stderr, /403|error|EROFS|EACCES/);
				assert.equal(routesIn(avi.routes()), told(ends(3)));
				const reason = await ask(
					...["-n", "avi-system", "get", "events.events.k8s.io", "-o", "name"],
				);
				assert.match(reason, "prod-east");
			} finally {
				await rig.end();
			}
		}),
);

/** The folder, for everybody to read: a volume of a Secret is its pod's. */
function readable(folder: string): string {
	chmodSync(folder, 0o755);
	return folder;
}

test.run();
