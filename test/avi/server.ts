import { createServer as createPlain, type Server } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificates } from "../kube/stand-in.ts";
import type { AviController } from "./controller.ts";

/** The stand-in on loopback: over TLS with a certificate of its own authority, or without TLS where there is none. */
export async function serveAvi(
	controller: AviController,
	certificates?: Certificates,
	/** Awaited before each answer. */
	before: (method: string) => Promise<unknown> | undefined = () => undefined,
) {
	const listener: Parameters<typeof createPlain>[1] = (request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk) => chunks.push(chunk));
		request.on("end", async () => {
			const outcome = controller.handle({
				method: request.method ?? "",
				path: request.url ?? "/",
				headers: request.headers as Record<string, string>,
				body: Buffer.concat(chunks).toString(),
			});
			if ("lost" in outcome) {
				if (outcome.lost === "reset") request.socket.destroy();
				return;
			}
			await before(request.method ?? "");
			const { status, headers = {}, body } = outcome.answer;
			const isText = typeof body === "string";
			const type = isText ? "text/html" : "application/json";
			response.writeHead(status, { "Content-Type": type, ...headers } as Record<
				string,
				string
			>);
			response.end(isText ? body : JSON.stringify(body));
		});
	};
	const secure = certificates && createServer(certificates.server, listener);
	const server: Server = secure ?? createPlain(listener);
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	server.unref();
	const { port } = server.address() as AddressInfo;
	return {
		url: `${certificates ? "https" : "http"}://127.0.0.1:${port}`,
		/** Changes the certificate, as after a restart: sessions stay, connections don't. */
		renew: (pair: Certificates["server"]) => {
			secure?.setSecureContext(pair);
			server.closeAllConnections();
		},
		stop: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
