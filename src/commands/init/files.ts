import schema from "../../../schemas/aviroutes.schema.json" with {
	type: "json",
};
import { dnsName } from "../../krm/dns-name.ts";

/** The tools that apply the rendered files. */
export const TOOLS = ["kpt", "argocd", "flux"] as const;

/** The CI job's path in the git repository; GitHub reads only this folder. */
export const CI_JOB = ".github/workflows/avi-routes.yaml";

/** What `init` knows about the new package. */
export interface Start {
	/** The root of the git repository around the folder; the folder itself when there is none. */
	readonly root: string;
	/** The folder as the user wrote it. */
	readonly folder: string;
	/** The folder relative to the root of the git repository. */
	readonly path: string;
	readonly name: string;
	readonly cluster: string | undefined;
	readonly tool: (typeof TOOLS)[number];
	/** True where there is a git repository around the folder. */
	readonly isInGit: boolean;
	/** True where the repository has the CI job already, of another package. */
	readonly hasJob: boolean;
}

interface StartingFile {
	/** Relative to the package; the CI job to the repository. */
	readonly file: string;
	/** Its purpose, for the list that `init` prints. */
	readonly what: string;
	/** Its text; undefined when the file is not wanted. */
	readonly text: (start: Start) => string | undefined;
}

const SCHEMA = "aviroutes.schema.json";
const APPLICATION = "argocd-application.yaml";
const KUSTOMIZATION = "flux-kustomization.yaml";

/** The files that `init` writes, in the order in which it lists them. */
export const STARTING_FILES: readonly StartingFile[] = [
	{ file: "avi-routes.yaml", what: "the configuration", text: config },
	{
		file: SCHEMA,
		what: "its schema, for editors",
		// One line, so that reviews stay short.
		text: () => `${JSON.stringify(schema)}\n`,
	},
	{ file: "Kptfile", what: "makes it a kpt package", text: kptfile },
	{
		file: ".krmignore",
		what: "what is not part of the package",
		text: ({ tool }) =>
			`# kpt and avi-routes do not read these.\n.github/\n${SCHEMA}\n${{ kpt: "", argocd: `${APPLICATION}\n`, flux: `${KUSTOMIZATION}\n` }[tool]}`,
	},
	{
		file: APPLICATION,
		what: "deploys what was rendered; kubectl apply it once",
		text: application,
	},
	{
		file: KUSTOMIZATION,
		what: "deploys what was rendered; put it where Flux reads",
		text: kustomization,
	},
	{
		file: CI_JOB,
		what: "checks and compares pull requests",
		text: workflow,
	},
];

const LOCAL = '{config.kubernetes.io/local-config: "true"}';

function config({ cluster }: Start): string {
	const clusterName =
		cluster === undefined
			? ""
			: `  # As AKOSettings.clusterName; the cluster of raw objects (a ClusterSnapshot brings its own name).\n  clusterName: ${yamlText(cluster)}\n`;
	return `# yaml-language-server: $schema=./${SCHEMA}
apiVersion: avi-routes.dev/v1alpha1
kind: AviRoutes
metadata:
  name: avi-routes
  annotations: ${LOCAL}
spec: # every field is optional
${clusterName}  # AKO: AKO programs the routes, and these files show them. GitOps: these files decide.
  routeOwner: AKO
  # Enabled, Disabled or Auto: enabled when a LoadBalancer Service or a Gateway uses SCTP.
  sctp: Auto
  limits:
    # A snapshot with fewer nodes is refused.
    minNodes: 1
`;
}

function kptfile({ name }: Start): string {
	return `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: ${yamlText(dnsName(name))}
  annotations: ${LOCAL}
pipeline:
  mutators:
  - exec: avi-routes
    configPath: avi-routes.yaml
`;
}

const deployName = ({ cluster, name }: Start) =>
	dnsName(`avi-routes-${cluster ?? name}`);

/** Where the rendered files are, relative to the root of the repository. */
const outputs = ({ path }: Start) =>
	path === "." ? "avi-routes" : `${path}/avi-routes`;

function application(start: Start): string | undefined {
	if (start.tool !== "argocd") return undefined;
	return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${deployName(start)}
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://git.example.com/YOUR-ORG/YOUR-REPOSITORY.git # this repository
    targetRevision: main
    path: ${yamlText(outputs(start))}
    directory: {recurse: true}
  destination: {server: https://kubernetes.default.svc, namespace: avi-system}
  syncPolicy:
    automated: {prune: true, selfHeal: true}
    syncOptions: [CreateNamespace=true]
`;
}

function kustomization(start: Start): string | undefined {
	if (start.tool !== "flux") return undefined;
	return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${deployName(start)}
  namespace: flux-system
spec:
  interval: 10m
  sourceRef: {kind: GitRepository, name: flux-system} # this repository; \`flux bootstrap\` calls it flux-system
  path: ${yamlText(`./${outputs(start)}`)}
  prune: true
`;
}

function workflow({ path, hasJob }: Start): string | undefined {
	if (hasJob) return undefined;
	return `name: avi-routes
on: pull_request
permissions: {contents: read, pull-requests: write}
jobs:
  routes:
    runs-on: ubuntu-latest
    steps:
    - uses: actions/checkout@v4
    - uses: YOUR-ORG/avi-routes@main # where your copy of avi-routes is
      with:
        path: | # the packages, one a line; a folder stands for all below it, removed ones too
          ${path}
`;
}

/** A scalar of YAML: plain where that is safe. */
const yamlText = (text: string) =>
	/^[A-Za-z.][\w./-]*$/.test(text) &&
	!/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text)
		? text
		: JSON.stringify(text);
