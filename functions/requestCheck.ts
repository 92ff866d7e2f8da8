import { app } from '@azure/functions';
import { presentCustomer } from '../shared/contracts/presentCustomer.ts';
import { operations } from '../shared/contracts/operations.ts';
import { endpoint } from '../shared/endpoint.ts';
import { getServices } from '../shared/services.ts';
import { requestCheck } from '../shared/workflows/requestCheck.ts';

/** Asks for a look at Microsoft now; `checkAgreement` makes it. */
app.http(
  'requestCheck',
  endpoint(operations.requestCheck, async ({ params, caller, once }) => {
    const services = await getServices();
    const target = { ...params, by: { kind: 'agent' as const, id: caller.id } };
    return once(
      (key) => requestCheck(services, { ...target, once: key }),
      (record) => ({ body: presentCustomer(record, services) }),
    );
  }),
);
