import type { CheckId } from "../../schemas/generated/check-ids.ts";
import type { ClusterPlan } from "../plan/plan.ts";
import { FIRST_WITH_SCTP, type SctpPlan } from "../plan/sctp.ts";
import { type Finding, type Findings, severityOf } from "./check.ts";
import { versionLocation } from "./location.ts";

const BLOCKING: Readonly<
	Partial<Record<CheckId, (plan: SctpPlan) => boolean>>
> = {
	"sctp-kernel-too-old": ({ oldKernels }) => oldKernels.length > 0,
	"sctp-cilium-too-old": ({ tooOld }) => tooOld.cilium !== undefined,
	"sctp-ako-too-old": ({ tooOld }) =>
		(tooOld.ako ?? tooOld.aviController) !== undefined,
	"sctp-service-type": ({ isNodePortLocal }) => isNodePortLocal,
};

/** True when SCTP is wanted and not turned on, because a check blocks it whose severity is not lowered. */
export function isSctpRefused({ cluster, sctp }: ClusterPlan): boolean {
	if (!sctp.wanted) return false;
	const { checks } = cluster.config;
	const isError = (id: string) =>
		severityOf({ id, severity: "error" }, {}, checks) === "error";
	return Object.entries(BLOCKING).some(
		([id, isFailed]) => isFailed(sctp) && isError(id),
	);
}

/** The effect of a failed SCTP check: with `sctp: Auto` SCTP is left alone and the check only warns. */
export function sctpConsequence({
	cluster,
}: ClusterPlan): Pick<Finding, "severity"> & { readonly effect: string } {
	if (cluster.config.sctp === "Auto")
		return { severity: "warning", effect: "SCTP is left alone" };
	return { effect: "spec.sctp is Enabled" };
}

/** The finding that a product is too old for SCTP; `title` is the product's name after its verb. */
export function tooOldForSctp(
	plan: ClusterPlan,
	product: keyof typeof FIRST_WITH_SCTP,
	title: string,
): Findings {
	const { cluster, sctp } = plan;
	const version = sctp.tooOld[product];
	if (!sctp.wanted || version === undefined) return undefined;
	const { effect, ...severity } = sctpConsequence(plan);
	const first = FIRST_WITH_SCTP[product].join(".").replace(/\.0$/, "");
	return {
		...severity,
		message: `cluster ${cluster.name} ${title} ${version}, SCTP needs ${first}; ${effect}`,
		...versionLocation(cluster, product),
		currentValue: version,
	};
}
