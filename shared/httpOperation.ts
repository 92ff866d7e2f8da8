import { createHttpOperation } from './edge/httpOperation.ts';
import { getServices } from './services.ts';
import { introduceCustomer } from './workflows/checks/introduceCustomer.ts';

/** HTTP functions of this app: operations behind the real token check. Names of people are noted for histories. */
export const httpOperation = createHttpOperation(
  async (authorization) => {
    const { verifyCaller, people } = await getServices();
    const caller = await verifyCaller(authorization);
    if (caller.name !== null) await people.seen({ id: caller.id, name: caller.name });
    return caller;
  },
  async (customerTenantId) =>
    (await introduceCustomer(await getServices(), { customerTenantId })) !== undefined,
);
