/** The ids that AKO gives to the routes of a cluster, after the cluster's name. */
const WITH_UUID = /^-[0-9a-f-]{36}-\d+$/;
const NUMBER = /^-\d+$/;

/** True for an id in AKO's format: the cluster's name, from 1.13.2 on a UUID, and a number. */
export const isAkoId = (id: string, cluster: string): boolean =>
	isUniqueAkoId(id, cluster) || isNumberedAkoId(id, cluster);

/** True for an id of AKO 1.13.2 or later. It makes a new UUID for each route at each start, so it never gives an id twice. */
export const isUniqueAkoId = (id: string, cluster: string): boolean =>
	id.startsWith(cluster) && WITH_UUID.test(id.slice(cluster.length));

/** True for an id of an AKO before 1.13.2. It numbers the routes from 1, so it gives the same ids again. */
export const isNumberedAkoId = (id: string, cluster: string): boolean =>
	id.startsWith(cluster) && NUMBER.test(id.slice(cluster.length));
