import { writeFileSync } from "node:fs";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { scratchFolder } from "../kube/run-snapshot.ts";
import { makeCertificates } from "../kube/stand-in.ts";
import { type ApiServer, kubeconfigFor } from "./api-server.ts";

/** What the proxy did, to assert that it had something to do. */
export interface CompactingProxy {
	readonly kubeconfig: string;
	/** Answers to requests for the next page of the list, by status. */
	readonly pages: readonly number[];
	stop(): void;
}

/**
 * Stands before an API server. After the first page of the list of `path` it calls `meanwhile` and lets the state of the
 * page expire: so often, then no more.
 */
export async function startCompactingProxy(
	server: ApiServer,
	{
		path,
		times,
		meanwhile = async () => undefined,
	}: {
		readonly path: RegExp;
		readonly times: number;
		readonly meanwhile?: () => Promise<unknown>;
	},
): Promise<CompactingProxy> {
	const certificates = makeCertificates();
	const pages: number[] = [];
	let left = times;
	const proxy = createServer(certificates.server, async (asked, answer) => {
		const { method = "GET", url = "/", headers } = asked;
		const passed = request(
			{
				port: server.port,
				path: url,
				method,
				headers,
				rejectUnauthorized: false,
			},
			async (got) => {
				const body = await buffer(got);
				const { statusCode: status = 0 } = got;
				if (method === "GET" && path.test(url)) {
					if (url.includes("continue=")) pages.push(status);
					else if (left > 0 && url.includes("limit=")) {
						left--;
						await meanwhile();
						await server.compact();
					}
				}
				answer.writeHead(status, got.headers).end(body);
			},
		);
		passed.end(await buffer(asked));
	});
	await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
	const { port } = proxy.address() as AddressInfo;
	const folder = scratchFolder();
	const [authority, kubeconfig] = [
		join(folder, "authority.pem"),
		join(folder, "kubeconfig"),
	];
	writeFileSync(authority, certificates.server.cert);
	writeFileSync(kubeconfig, kubeconfigFor({ port, authority, token: "test" }));
	return {
		kubeconfig,
		pages,
		stop: () => {
			proxy.close();
			proxy.closeAllConnections();
		},
	};
}
