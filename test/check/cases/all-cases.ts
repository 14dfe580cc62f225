import { ADDRESS_CASES } from "./addresses.ts";
import { AKO_CASES } from "./ako.ts";
import { AKO_DEFAULT_CASES } from "./ako-defaults.ts";
import { AKO_UPGRADE_CASES } from "./ako-upgrade.ts";
import type { CheckCase } from "./check-case.ts";
import { CILIUM_NODE_CASES } from "./cilium-node.ts";
import { CLUSTER_CASES } from "./cluster.ts";
import { CNI_PLUGIN_CASES } from "./cni-plugin.ts";
import { EARLIER_TABLE_CASES } from "./earlier-tables.ts";
import { ELSEWHERE_CASES } from "./elsewhere.ts";
import { FLEET_CASES } from "./fleet.ts";
import { IPAM_MODE_CASES } from "./ipam-mode.ts";
import { LIVE_CASES } from "./live.ts";
import { NEXT_HOP_CASES } from "./next-hop.ts";
import { NO_ROUTES_CASES } from "./no-routes.ts";
import { NODE_CASES } from "./node.ts";
import { NODE_NAME_CASES } from "./node-name.ts";
import { NODE_NETWORK_CASES } from "./node-networks.ts";
import { OTHER_CNI_CASES } from "./other-cni.ts";
import { POD_CIDR_CASES } from "./pod-cidr.ts";
import { POD_CIDR_CLAIM_CASES } from "./pod-cidr-claim.ts";
import { POD_CIDR_POOL_CASES } from "./pod-cidr-pool.ts";
import { SCTP_CASES } from "./sctp.ts";
import { SCTP_PORT_CASES } from "./sctp-ports.ts";
import { SCTP_RESTART_CASES } from "./sctp-restart.ts";
import { SE_GROUP_CASES } from "./se-group.ts";
import { TARGET_CASES } from "./targets.ts";
import { VERSION_CASES } from "./versions.ts";
import { VRF_CHANGED_CASES } from "./vrf-changed.ts";

/** Every case of every check. */
export const CASES: readonly CheckCase[] = [
	...CLUSTER_CASES,
	...IPAM_MODE_CASES,
	...AKO_CASES,
	...AKO_DEFAULT_CASES,
	...CNI_PLUGIN_CASES,
	...OTHER_CNI_CASES,
	...NODE_CASES,
	...CILIUM_NODE_CASES,
	...POD_CIDR_CASES,
	...POD_CIDR_CLAIM_CASES,
	...POD_CIDR_POOL_CASES,
	...NEXT_HOP_CASES,
	...NODE_NETWORK_CASES,
	...LIVE_CASES,
	...FLEET_CASES,
	...SE_GROUP_CASES,
	...SCTP_CASES,
	...SCTP_PORT_CASES,
	...TARGET_CASES,
	...VERSION_CASES,
	...AKO_UPGRADE_CASES,
	...SCTP_RESTART_CASES,
	...VRF_CHANGED_CASES,
	...ELSEWHERE_CASES,
	...ADDRESS_CASES,
	...EARLIER_TABLE_CASES,
	...NO_ROUTES_CASES,
	...NODE_NAME_CASES,
];
