import { startHttpProxy, type Fate, type HttpProxy, type Passing } from './httpProxy.ts';

export type { Fate } from './httpProxy.ts';

export type TableProxy = Pick<HttpProxy, 'count' | 'running' | 'stop'> & {
  readonly connectionString: string;
  /** Decides from now on, and starts the count anew. */
  rule(fateOf: (passing: Passing) => Fate | Promise<Fate>): void;
};

/** Stands between a table SDK and the storage, and breaks what it is told to break. */
export async function startTableProxy(storage: string): Promise<TableProxy> {
  const endpoint = endpointOf(storage, 'Table');
  const proxy = await startHttpProxy(endpoint);
  return { ...proxy, connectionString: storage.replace(endpoint, proxy.origin + new URL(endpoint).pathname) };
}

/** The address of a service in a connection string. */
export function endpointOf(storage: string, service: 'Table' | 'Queue'): string {
  const endpoint = new RegExp(`${service}Endpoint=([^;]+)`).exec(storage)?.[1];
  if (!endpoint) throw new Error(`The connection string names no ${service} endpoint.`);
  return endpoint;
}
