import { createHttpOperation } from './edge/httpOperation.ts';
import { getServices } from './services.ts';

/** HTTP functions of this app: operations behind the real token check. */
export const httpOperation = createHttpOperation(
  async (authorization) => (await getServices()).verifyCaller(authorization),
  async (customerTenantId) => (await getServices()).introduceCustomer(customerTenantId),
);
