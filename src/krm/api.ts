/** The API version of AviRoutes, ClusterSnapshot and AviRouteTable. */
export const API_VERSION = "avi-routes.dev/v1alpha1";
/** The API versions under which a ResourceList is read; the first is the one written. */
export const RESOURCE_LIST_VERSIONS = [
	"config.kubernetes.io/v1",
	"config.kubernetes.io/v1beta1",
] as const;
