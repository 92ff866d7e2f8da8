import { app } from '@azure/functions';
import { presentCustomer } from '../../shared/contracts/customers/presentCustomer.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { noteLinkCopied } from '../../shared/workflows/invitations/noteLinkCopied.ts';

/** Notes in the history that an agent copied the customer's link. */
app.http(
  'noteLinkCopied',
  httpOperation(operations.noteLinkCopied, async ({ params, caller, once }) => {
    const services = await getServices();
    const target = { ...params, by: { kind: 'agent' as const, id: caller.id } };
    return once(
      (key) => noteLinkCopied(services, { ...target, once: key }),
      (record) => ({ body: presentCustomer(record, services) }),
    );
  }),
);
