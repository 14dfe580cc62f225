import { suite } from "uvu";
import * as assert from "uvu/assert";
import { API_SERVER, connectionFault } from "../../src/kube/fault.ts";

const test = suite("why a connection failed");

for (const [code, says] of [
	[
		"CERT_HAS_EXPIRED",
		/^the certificate of the API server, .* has expired .*; renew it there, .*clock \(CERT_HAS_EXPIRED\)$/,
	],
	["CERT_NOT_YET_VALID", /not valid yet; renew it there/],
	[
		"CERT_UNTRUSTED",
		/TLS can't be verified; correct certificate-authority.* trusts in NODE_EXTRA_CA_CERTS /,
	],
	["ERR_TLS_CERT_ALTNAME_INVALID", /TLS can't be verified; .*tls-server-name/],
	["ERR_SSL_WRONG_VERSION_NUMBER", /is the server's port right/],
] as const)
	test(code, () => {
		const { fault } = connectionFault({ code, message: "" }, API_SERVER);
		assert.match(fault.message, says);
	});

test.run();
