import { app } from '@azure/functions';
import { presentCustomer } from '../../shared/contracts/customers/presentCustomer.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { requestCheck } from '../../shared/workflows/checks/requestCheck.ts';

/** Asks for a look at Microsoft now; `checkAgreement` makes it. */
app.http(
  'requestCheck',
  httpOperation(operations.requestCheck, async ({ params, caller, once }) => {
    const services = await getServices();
    const target = { ...params, by: { kind: 'agent' as const, id: caller.id }, callerKey: caller.key };
    return once(
      (key) => requestCheck(services, { ...target, once: key }),
      (record) => ({ body: presentCustomer(record, services) }),
    );
  }),
);
