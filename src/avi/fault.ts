import { defined } from "../krm/defined.ts";
import type { Fault } from "../kube/fault.ts";
import { type Received, retryAfter } from "../kube/send.ts";
import { isMapping } from "../read/cut.ts";
import { jsonValue } from "../text/json-value.ts";

/** Why a request to Avi failed; the reason of a condition. */
type AviReason =
	| "AviUnreachable"
	| "Unauthorized"
	| "LoginBackoff"
	| "UpgradeInProgress"
	| "VRFNotFound"
	| "VRFAmbiguous"
	| "ConcurrentUpdates"
	| "Rejected";

/** A fault, with its reason. */
interface AviFault extends Fault {
	readonly reason: AviReason;
}

/** A request that failed. */
export type AviFailed = { readonly fault: AviFault };

/** Wraps a fault. */
export const aviFailed = (
	reason: AviReason,
	message: string,
	more: Pick<Fault, "retryAfter"> & { readonly status?: number } = {},
): AviFailed => ({ fault: defined({ reason, message, ...more }) });

/** Maximum characters of Avi's error text that are shown. */
const MAX_TEXT = 300;

/** The text of an error response, on one line: its JSON `error`, else the body. */
export function refusalText(body: Buffer): string {
	const text = body.toString();
	const value = jsonValue(text);
	const error = isMapping(value) ? value.error : undefined;
	const plain = value === undefined ? text.replace(/<[^>]*>/g, " ") : text;
	return (typeof error === "string" ? error : plain)
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
		.trim()
		.slice(0, MAX_TEXT);
}

interface Refusal {
	readonly statuses: readonly number[] | "other";
	readonly pattern?: RegExp;
	readonly reason: AviReason;
	readonly message: string;
}

/** What error responses mean; the first match counts. The texts are those that AKO looks for. */
const REFUSALS: readonly Refusal[] = [
	{
		statuses: [401, 419],
		reason: "Unauthorized",
		message: "Avi rejects the session that it has just opened",
	},
	{
		statuses: [403],
		pattern: /disallowed during upgrade/i,
		reason: "UpgradeInProgress",
		message: "Avi is being upgraded and takes no changes; retried each minute",
	},
	{
		statuses: [403],
		pattern: /^Tenant .*does not exist/i,
		reason: "Rejected",
		message: "the tenant does not exist; correct vrfContext.tenant",
	},
	{
		statuses: [403],
		reason: "Unauthorized",
		message:
			"the account may not do this; docs/sync.md lists the rights that it needs",
	},
	{
		statuses: [400, 404],
		pattern: /VrfContext (?:object )?not found/i,
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
		message: "Avi is overloaded or unhealthy",
	},
	{ statuses: "other", reason: "Rejected", message: "Avi rejects the request" },
];

/** An error response as a fault, with at most 300 characters of its text. */
export function refusalFault({ status, headers, body }: Received): AviFailed {
	const text = refusalText(body);
	const { reason, message } = REFUSALS.find(
		({ statuses, pattern = /^/ }) =>
			(statuses === "other" || statuses.includes(status)) && pattern.test(text),
	) as Refusal;
	const quoted = text === "" ? "" : `: ${JSON.stringify(text)}`;
	return aviFailed(reason, `${message} (${status}${quoted})`, {
		status,
		retryAfter: retryAfter(status, headers),
	});
}
