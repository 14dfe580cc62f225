/** The proxy that the environment names for a server (HTTPS_PROXY, NO_PROXY, as kubectl reads them); undefined without one. */
export function environmentProxy(
	server: string,
	env: Readonly<Record<string, string | undefined>>,
): string | undefined {
	const proxy = env.HTTPS_PROXY || env.https_proxy;
	if (!proxy) return undefined;
	const host = new URL(server).hostname.replace(/^\[|\]$/g, "");
	const isLocal = /^(?:localhost|127\..*|::1)$/.test(host);
	const exceptions = (env.NO_PROXY || env.no_proxy || "")
		.split(",")
		.map((entry) => entry.trim().toLowerCase())
		.filter(Boolean);
	if (isLocal || exceptions.some((entry) => covers(entry, host)))
		return undefined;
	return proxy.includes("://") ? proxy : `http://${proxy}`;
}

/** True when an entry of NO_PROXY (`*`, a name with its subdomains, an address, an IPv4 network) covers the host. */
function covers(entry: string, host: string): boolean {
	if (entry === "*") return true;
	const network = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(entry);
	if (network !== null) {
		const [base, own] = [toNumber(network[1] ?? ""), toNumber(host)];
		const size = 2 ** (32 - Number(network[2]));
		return own !== undefined && base !== undefined
			? Math.floor(own / size) === Math.floor(base / size)
			: false;
	}
	const name = entry.replace(/^\*?\./, "");
	return host === name || host.endsWith(`.${name}`);
}

function toNumber(address: string): number | undefined {
	const octets = address.split(".").map(Number);
	return octets.length === 4 && octets.every(Number.isInteger)
		? octets.reduce((sum, octet) => sum * 256 + octet, 0)
		: undefined;
}
