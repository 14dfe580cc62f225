import type { Fault } from "../kube/fault.ts";

/** Why Avi gave nothing; the reason of a condition. */
export type AviReason =
	| "AviUnreachable"
	| "Unauthorized"
	| "LoginBackoff"
	| "UpgradeInProgress"
	| "VRFNotFound"
	| "VRFAmbiguous"
	| "ConcurrentUpdates"
	| "Rejected";

/** A fault, with its reason. */
export interface AviFault extends Fault {
	readonly reason: AviReason;
	/** Seconds after which Avi wants to be asked again. */
	readonly retryAfter?: number;
}

export type AviFailed = { readonly fault: AviFault };

/** Wraps a fault. */
export const aviFailed = (
	reason: AviReason,
	message: string,
	status?: number,
): AviFailed => ({
	fault: { reason, message, ...(status === undefined ? {} : { status }) },
});

/** So much of what Avi says is shown, in characters. */
const MOST_TEXT = 300;

/** What Avi says of a refusal, fit for a line: its JSON `error`, else the body. */
export function refusalText(body: Buffer): string {
	let text = body.toString();
	try {
		const { error } = JSON.parse(text) as { error?: unknown };
		if (typeof error === "string") text = error;
	} catch {
		text = text.replace(/<[^>]*>/g, " ");
	}
	return text
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
		.trim()
		.slice(0, MOST_TEXT);
}

interface Refusal {
	readonly statuses: readonly number[] | "other";
	readonly says?: RegExp;
	readonly reason: AviReason;
	readonly message: string;
}

/** What refusals mean, the first that fits. The texts are those that AKO looks for. */
const REFUSALS: readonly Refusal[] = [
	{
		statuses: [401, 419],
		reason: "Unauthorized",
		message: "Avi refuses the session that it has just opened",
	},
	{
		statuses: [403],
		says: /disallowed during upgrade/i,
		reason: "UpgradeInProgress",
		message: "Avi is being upgraded and takes no changes; retried each minute",
	},
	{
		statuses: [403],
		says: /^Tenant .*does not exist/i,
		reason: "Rejected",
		message: "the tenant is not there; correct vrfContext.tenant",
	},
	{
		statuses: [403],
		reason: "Unauthorized",
		message:
			"the account may not do this; docs/sync.md lists the rights that it needs",
	},
	{
		statuses: [400, 404],
		says: /VrfContext (?:object )?not found/i,
		reason: "VRFNotFound",
		message: "the VRF context is gone; is it being recreated?",
	},
	{
		statuses: [412],
		reason: "ConcurrentUpdates",
		message: "somebody else changed the VRF context at the same time",
	},
	{
		statuses: [429, 500, 502, 503, 504],
		reason: "AviUnreachable",
		message: "Avi is too busy or not well",
	},
	{ statuses: "other", reason: "Rejected", message: "Avi refuses it" },
];

/** An answer that is no success, as a fault with at most 300 characters of what Avi says. */
export function refusalFault(
	status: number,
	text: string,
	retryAfter: number,
): AviFailed {
	const { reason, message } = REFUSALS.find(
		({ statuses, says = /^/ }) =>
			(statuses === "other" || statuses.includes(status)) && says.test(text),
	) as Refusal;
	const said = text === "" ? "" : `: ${JSON.stringify(text)}`;
	const { fault } = aviFailed(reason, `${message} (${status}${said})`, status);
	return { fault: { ...fault, ...(retryAfter > 0 ? { retryAfter } : {}) } };
}
