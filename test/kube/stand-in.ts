import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnyResource } from "../support/function-run.ts";

/** What went over the wire. */
export interface Seen {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingMessage["headers"];
	/** The common name of the client's certificate. */
	readonly clientName: string | undefined;
}

/** Answers in the server's place; false leaves the request to the server. `nth` counts the requests of the path. */
export type Fault = (
	seen: Seen,
	response: ServerResponse,
	nth: number,
) => boolean;

/** Paths of the API, and what is there: objects of a list, or one object. */
export type Content = Record<string, readonly AnyResource[] | object>;

/** Certificates, made anew for each test file: an authority's that is the server's too, and a client's. */
export function makeCertificates() {
	const folder = mkdtempSync(join(tmpdir(), "avi-routes-tls-"));
	process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
	const make = (name: string, more: readonly string[]) => {
		const [key, cert] = [join(folder, `${name}.key`), join(folder, name)];
		const args = [
			"req",
			"-x509",
			"-newkey",
			"rsa:2048",
			"-nodes",
			"-days",
			"2",
		];
		const out = ["-keyout", key, "-out", cert, "-subj", `/CN=${name}`];
		const ran = spawnSync("openssl", [...args, ...out, ...more], {
			encoding: "utf8",
		});
		if (ran.status !== 0) throw new Error(`openssl: ${ran.stderr}`);
		return {
			key: readFileSync(key, "utf8"),
			cert: readFileSync(cert, "utf8"),
		};
	};
	const names = ["-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
	return {
		server: make("server", names),
		client: make("engineer", []),
		other: make("other", names),
	};
}

export type Certificates = ReturnType<typeof makeCertificates>;

/** An API server on loopback that knows no more than lists with pages, and single objects. */
export async function startStandIn(
	{ server: tls, client }: Certificates,
	content: Content,
	fault: Fault = () => false,
) {
	const seen: Seen[] = [];
	const counts = new Map<string, number>();
	const server = createServer(
		{ ...tls, ca: [client.cert], requestCert: true, rejectUnauthorized: false },
		(request, response) => {
			const url = new URL(request.url ?? "/", "https://localhost");
			const socket = request.socket as import("node:tls").TLSSocket;
			const one: Seen = {
				method: request.method ?? "",
				path: url.pathname,
				query: url.searchParams,
				headers: request.headers,
				clientName: socket.getPeerCertificate().subject?.CN as
					| string
					| undefined,
			};
			seen.push(one);
			const nth = (counts.get(one.path) ?? 0) + 1;
			counts.set(one.path, nth);
			if (!fault(one, response, nth)) answer(content, one, response);
		},
	);
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const { port } = server.address() as AddressInfo;
	// It must not keep the test process alive.
	server.unref();
	return {
		url: `https://127.0.0.1:${port}`,
		seen,
		stop: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

/** Sends JSON, as an API server does. */
export function send(response: ServerResponse, status: number, body: object) {
	response.writeHead(status, { "Content-Type": "application/json" });
	response.end(JSON.stringify(body));
}

/** The error of an API server. */
export const statusBody = (code: number) => ({
	kind: "Status",
	apiVersion: "v1",
	status: "Failure",
	message: "words-of-the-server",
	code,
	metadata: { continue: "inconsistent" },
});

function answer(
	content: Content,
	{ path, query, headers }: Seen,
	response: ServerResponse,
) {
	const found = content[path];
	if (found === undefined) {
		response.writeHead(404, { "Content-Type": "text/plain" });
		return response.end("404 page not found\n");
	}
	if (!Array.isArray(found)) return send(response, 200, found);
	const start = Number(query.get("continue") ?? 0);
	const end = start + Number(query.get("limit") ?? found.length);
	const rest = found.length - end;
	const items = found
		.slice(start, end)
		.map(({ apiVersion: _, kind: __, ...object }) => object);
	return send(response, 200, {
		kind: `${found[0]?.kind ?? "Any"}List`,
		apiVersion: "v1",
		metadata: {
			resourceVersion: "1000",
			...(rest > 0 ? { continue: String(end), remainingItemCount: rest } : {}),
		},
		// A real one has null for a list of metadata without entries.
		items:
			items.length === 0 && /PartialObject/.test(headers.accept ?? "")
				? null
				: items,
	});
}
