import { createEndpoint } from './edge/endpoint.ts';
import { getServices } from './services.ts';

/** HTTP functions of this app: operations behind the real token check. */
export const endpoint = createEndpoint(async (authorization) =>
  (await getServices()).verifyCaller(authorization),
);
