import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Problem } from "../krm/problem.ts";

/** The answers for probes and Prometheus. */
export interface Answers {
	/** True while the loop runs, also when Avi is down: a restart would not help. */
	readonly isAlive: () => boolean;
	/** True once Kubernetes was read. */
	readonly isReady: () => boolean;
	readonly metrics: () => string;
}

/** Where to listen; without a host on all addresses, IPv6 among them where the node has it. */
export interface ListenAddress {
	readonly host?: string;
	readonly port: number;
}

/** Serves /healthz, /readyz and /metrics; resolves with the port, or with why it can't listen. */
export function serveProbes(
	listen: ListenAddress,
	answers: Answers,
): Promise<{ readonly port: number; close(): void } | Problem> {
	const server = createServer((request, response) => {
		const answer = answerOf(request.url ?? "", answers);
		response.writeHead(answer.status, { "Content-Type": "text/plain" });
		response.end(request.method === "HEAD" ? "" : answer.body);
	});
	return new Promise((done) => {
		server.on("error", ({ message }) =>
			done({ problem: `--listen: ${message}` }),
		);
		server.listen(listen, () => {
			const address = server.address();
			done({
				port: (address as AddressInfo).port,
				close: () => {
					server.closeAllConnections();
					server.close();
				},
			});
		});
	});
}

function answerOf(
	url: string,
	{ isAlive, isReady, metrics }: Answers,
): { readonly status: number; readonly body: string } {
	const probe = (isGood: boolean) =>
		isGood ? { status: 200, body: "ok\n" } : { status: 503, body: "not ok\n" };
	const path = url.replace(/\?.*/, "");
	if (path === "/healthz") return probe(isAlive());
	if (path === "/readyz") return probe(isReady());
	if (path === "/metrics") return { status: 200, body: metrics() };
	return {
		status: 404,
		body: "not found; known: /healthz, /readyz, /metrics\n",
	};
}
