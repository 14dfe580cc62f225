import { BlockList, isIP } from "node:net";

/**
 * The environment's proxy for a server: HTTPS_PROXY without the exceptions of NO_PROXY, read like Go and so kubectl.
 * Undefined without one.
 */
export function environmentProxy(
	server: string,
	env: Readonly<Record<string, string | undefined>>,
): string | undefined {
	const proxy = env.HTTPS_PROXY || env.https_proxy;
	if (!proxy) return undefined;
	const url = new URL(server);
	const exceptions = env.NO_PROXY || env.no_proxy || "";
	if (isLocal(url) || covers(exceptions, url)) return undefined;
	return proxy.includes("://") ? proxy : `http://${proxy}`;
}

/** True for the address of this machine, where no proxy and no network is in between. */
export const isLocal = (url: URL): boolean =>
	url.hostname === "localhost" || covers("127.0.0.0/8,::1", url);

/** True when an entry of NO_PROXY covers the host: `*`, an address or network, a name with its subdomains. */
function covers(entries: string, { hostname, port }: URL): boolean {
	const host = hostname.replace(/^\[|\]$/g, "");
	return entries
		.split(",")
		.map((entry) => entry.trim().toLowerCase())
		.filter((entry) => entry !== "")
		.some((entry) => {
			const [, name = entry, own] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
			if (own !== undefined && own !== (port || "443")) return false;
			return isIP(host) === 0
				? coversName(name, host)
				: name === "*" || coversAddress(name.replace(/^\[|\]$/g, ""), host);
		});
}

/** `example.com` covers itself and its subdomains, `.example.com` and `*.example.com` the subdomains alone. */
function coversName(name: string, host: string): boolean {
	const subdomains = `.${name.replace(/^\*?\./, "")}`;
	return name === "*" || host === name || host.endsWith(subdomains);
}

function coversAddress(entry: string, host: string): boolean {
	const [base = "", length] = entry.split("/");
	const [family, hostFamily] = [isIP(base), isIP(host)];
	const bits = length ?? String(family === 4 ? 32 : 128);
	const isNetwork = /^\d{1,3}$/.test(bits) && family === hostFamily;
	if (family === 0 || !isNetwork || Number(bits) > (family === 4 ? 32 : 128))
		return false;
	const type = family === 4 ? "ipv4" : "ipv6";
	const covered = new BlockList();
	covered.addSubnet(base, Number(bits), type);
	return covered.check(host, type);
}
