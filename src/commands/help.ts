import schema from "../../schemas/aviroutes.schema.json" with { type: "json" };
import { CHECKS } from "../check/checks.ts";

interface Field {
	readonly description?: string;
	readonly enum?: readonly string[];
	readonly type?: unknown;
	readonly properties?: Readonly<Record<string, Field>>;
	readonly $ref?: string;
}

/** The function's documentation: what it does, how it is called, every field and every check. */
export function functionHelp(): string {
	return `avi-routes: Avi static routes, AKO settings and the SCTP switch for Kubernetes clusters that run Cilium

USAGE
  avi-routes < resource-list.yaml     the KRM function: ResourceList in, ResourceList out
  avi-routes --timings < ...          the same, and on standard error what each stage took
  avi-routes render [PATH]            the same for a package folder: prints what can be applied, or --in-place
  avi-routes check [PATH...|-]        only the results: as text, JSON, SARIF or GitHub annotations
  avi-routes diff BASE HEAD           what changes for routes, settings and results; --base REV for git
  avi-routes explain NODE|IP|CIDR     where a route comes from, and what AKO programs today
  avi-routes explain check ID         what a check means, why it matters and what to do
  avi-routes import FILE...|-         kubectl dumps in, a ClusterSnapshot out
  avi-routes snapshot [-o FILE]       a live cluster in, a ClusterSnapshot out
  avi-routes --help | --version

  kpt fn render --allow-exec          with "exec: avi-routes" in the Kptfile's pipeline
  kpt fn eval --exec avi-routes -- clusterName=prod-east sctp=Enabled

INPUT
  ClusterSnapshot (avi-routes.dev/v1alpha1), or raw objects: Node, CiliumNode, ConfigMap cilium-config and
  avi-k8s-config, Service and Gateway with SCTP ports, DaemonSet cilium, StatefulSet ako; and Lists of them.

OUTPUT
  AviRouteTable       the static routes: pod CIDR to node address
  ConfigMap           <cluster>-ako-values: chart values for AKO
  ConfigMap           a patch of cilium-config with enable-sctp
  What installs AKO or Cilium from this package is edited in place instead: avi-k8s-config, cilium-config, HelmRelease,
  Application, AKOConfig, RenderHelmChart.

FUNCTIONCONFIG
  AviRoutes (avi-routes.dev/v1alpha1), or a ConfigMap with the same fields as dotted keys; none: the package's only
  AviRoutes. Every field of spec is optional:

${fieldLines(schema.properties.spec as Field, "spec").join("\n")}

CHECKS (default severity; spec.checks changes it by id)
${CHECKS.map(({ id, severity }) => `  ${id.padEnd(26)} ${severity}`).join("\n")}

EXIT CODES
  0  fine, warnings too
  1  errors found: results are written, nothing else changes
  2  wrong usage, or input that can't be read
`;
}

function fieldLines({ properties = {} }: Field, path: string): string[] {
	const definitions = schema.$defs as Readonly<Record<string, Field>>;
	return Object.entries(properties).flatMap(([name, own]) => {
		const field = own.$ref === undefined ? own : (definitions[name] ?? own);
		const place = `${path}.${name}`;
		const choice =
			field.enum === undefined ? "" : ` (${field.enum.join(" | ")})`;
		return [
			`  ${place}${choice}`,
			`      ${field.description ?? ""}`,
			...fieldLines(field, place),
		];
	});
}
