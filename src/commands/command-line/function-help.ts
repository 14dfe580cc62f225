import schema from "../../../schemas/aviroutes.schema.json" with {
	type: "json",
};
import { CHECKS } from "../../check/checks.ts";
import { optionLines } from "./help.ts";
import { FUNCTION } from "./table.ts";

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
  avi-routes < resource-list.yaml     ResourceList in, ResourceList out
  kpt fn render --allow-exec          with "exec: avi-routes" in the Kptfile's pipeline
  kpt fn eval --exec avi-routes -- clusterName=prod-east sctp=Enabled

OPTIONS
${optionLines(FUNCTION.options).join("\n")}

INPUT
  ClusterSnapshot (avi-routes.dev/v1alpha1), or raw objects: Node, CiliumNode, CiliumPodIPPool, CiliumNodeConfig,
  ConfigMap cilium-config and avi-k8s-config, Service and Gateway with SCTP ports, DaemonSet cilium, StatefulSet ako,
  Namespace kube-system; and Lists of them.

OUTPUT
  AviRouteTable       the static routes: pod CIDR to node address
  ConfigMap           <cluster>-ako-values: chart values for AKO
  ConfigMap           a patch of cilium-config with enable-sctp
  What installs AKO or Cilium from this package is edited in place instead: avi-k8s-config, cilium-config, HelmRelease,
  Application, HelmChart, HelmChartConfig, AKOConfig, CiliumConfig, RenderHelmChart, and patches of kustomize for them.
  ApplicationSet and AKODeploymentConfig stand for many clusters, and are only compared.

FUNCTIONCONFIG
  AviRoutes (avi-routes.dev/v1alpha1), or a ConfigMap with the same fields as dotted keys; none: the package's only
  AviRoutes. Every field of spec is optional:

${fieldLines(schema.properties.spec as Field, "spec").join("\n")}

CHECKS (default severity; spec.checks changes it by id)
${CHECKS.map(({ id, severity }) => `  ${id.padEnd(26)} ${severity}`).join("\n")}

EXIT CODES
${FUNCTION.exitCodes.map((text, code) => `  ${code}  ${text}`).join("\n")}

Other commands: avi-routes --help
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
