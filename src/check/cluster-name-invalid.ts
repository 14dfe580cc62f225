import { type Check, forEachCluster } from "./check.ts";
import { nameLocation } from "./location.ts";

/** AKO's own rule (IsClusterNameValid); its message names a limit of 32 characters, which it does not enforce. */
export const CLUSTER_NAME = /^[a-zA-Z0-9-_]+$/;
const ADVISED_LENGTH = 32;

export const clusterNameInvalid: Check = {
	id: "cluster-name-invalid",
	severity: "error",
	description:
		"The cluster's name is not one that AKO starts with: letters, digits, - and _. Above 32 characters it is a warning.",
	why: "AKO stops at start with a name that does not match ^[a-zA-Z0-9-_]*$. Its message speaks of at most 32 characters, which it does not enforce.",
	remediation: "rename the cluster, here and in AKOSettings.clusterName",
	example:
		'the cluster name "prod.east" has characters other than letters, digits, - and _; AKO does not start with it',
	check: forEachCluster(({ cluster }, { config }) => {
		const { name } = cluster;
		const at = { ...nameLocation(config, cluster), currentValue: name };
		if (!CLUSTER_NAME.test(name))
			return {
				...at,
				message: `the cluster name ${JSON.stringify(name)} has characters other than letters, digits, - and _; AKO does not start with it`,
			};
		if (name.length <= ADVISED_LENGTH) return undefined;
		return {
			...at,
			message: `the cluster name ${name} has ${name.length} characters; AKO advises at most ${ADVISED_LENGTH}`,
			severity: "warning",
		};
	}),
};
