import { type Connection, connect } from "../../src/kube/connect.ts";
import { deadlineIn } from "../../src/kube/deadline.ts";
import { accessOf, loadKubeconfig } from "../../src/kube/kubeconfig.ts";

/** A connection to the cluster of the kubeconfig's context `east`. */
export async function connected(kubeconfig: string): Promise<Connection> {
	const config = loadKubeconfig(kubeconfig, {});
	const access = "problem" in config ? config : accessOf(config, "east", {});
	if ("problem" in access) throw new Error(access.problem);
	const connection = await connect(access, deadlineIn(60_000));
	if ("fault" in connection) throw new Error(connection.fault.message);
	return connection;
}
