import { createServer as createHttpServer } from "node:http";
import {
	type AddressInfo,
	connect,
	createServer,
	type Server,
	type Socket,
} from "node:net";

/** A proxy on loopback. */
interface Proxy {
	/** `127.0.0.1:port`. */
	readonly address: string;
	/** What it was asked for, and with which credentials. */
	readonly seen: readonly {
		readonly target: string;
		readonly authorization: string | undefined;
	}[];
	stop(): void;
}

/** Joins two connections. */
function join(socket: Socket, port: number, greet: () => void): void {
	const through = connect(port, "127.0.0.1", () => {
		greet();
		through.pipe(socket).pipe(through);
	});
	for (const end of [through, socket]) end.on("error", () => through.destroy());
}

async function listen(server: Server, sockets: ReadonlySet<Socket>) {
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	server.unref();
	const { port } = server.address() as AddressInfo;
	const stop = () => {
		for (const socket of sockets) socket.destroy();
		server.close();
	};
	return { address: `127.0.0.1:${port}`, stop };
}

/** An HTTP proxy that leads every CONNECT to one port; with another answer (an empty one: it hangs) it leads nowhere. */
export async function httpProxy(
	port: number,
	answer = "HTTP/1.1 200 OK\r\n\r\n",
): Promise<Proxy> {
	const seen: Proxy["seen"][number][] = [];
	const sockets = new Set<Socket>();
	const isOpen = answer.includes(" 200 ");
	const server = createHttpServer();
	server.on("connect", ({ url = "", headers }, socket: Socket) => {
		sockets.add(socket);
		seen.push({ target: url, authorization: headers["proxy-authorization"] });
		if (isOpen) join(socket, port, () => socket.write(answer));
		else if (answer !== "") socket.end(answer);
	});
	return { ...(await listen(server, sockets)), seen };
}

/** A SOCKS5 proxy without credentials that leads every name to one port. */
export async function socksProxy(port: number): Promise<Proxy> {
	const seen: Proxy["seen"][number][] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.once("data", () => {
			socket.write(Buffer.from([5, 0]));
			socket.once("data", (asked: Buffer) => {
				// After version, command and address type: a name with its length, and the port.
				const name = asked.subarray(5, 5 + (asked[4] ?? 0)).toString();
				const wanted = asked.readUInt16BE(5 + (asked[4] ?? 0));
				seen.push({ target: `${name}:${wanted}`, authorization: undefined });
				const bound = [5, 0, 0, 1, 127, 0, 0, 1, 0, 0];
				join(socket, port, () => socket.write(Buffer.from(bound)));
			});
		});
	});
	return { ...(await listen(server, sockets)), seen };
}
