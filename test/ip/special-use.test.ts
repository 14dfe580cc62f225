import { suite } from "uvu";
import * as assert from "uvu/assert";
import { parseAddress } from "../../src/ip/address.ts";
import { specialUse } from "../../src/ip/special-use.ts";

/** The first and last addresses of each network, and the neighbours that are of another use. */
const USES: Readonly<Record<string, readonly string[]>> = {
	"link-local": ["169.254.0.0", "169.254.255.255", "fe80::", "febf::1"],
	loopback: ["127.0.0.0", "127.255.255.255", "::1", "::ffff:127.0.0.1"],
	multicast: ["224.0.0.0", "239.255.255.255", "ff00::", "ffff::1"],
	unspecified: ["0.0.0.0", "::"],
	none: [
		...["169.253.255.255", "169.255.0.0", "126.255.255.255", "128.0.0.0"],
		...["223.255.255.255", "240.0.0.0", "0.0.0.1", "10.0.0.1"],
		...["fe7f::1", "fec0::", "feff::1", "::2", "1::", "fd00::1"],
	],
};

const test = suite("addresses of special use");

for (const [use, addresses] of Object.entries(USES))
	for (const text of addresses)
		test(`${text}: ${use}`, () => {
			const address = parseAddress(text);
			assert.ok(address);
			assert.is(specialUse(address) ?? "none", use);
		});

test.run();
