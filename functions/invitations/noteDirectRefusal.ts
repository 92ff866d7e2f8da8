import { app } from '@azure/functions';
import { presentCustomer } from '../../shared/contracts/customers/presentCustomer.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { noteDirectRefusal } from '../../shared/workflows/invitations/noteDirectRefusal.ts';

/** Notes that the admin center told the customer to ask the partner. */
app.http(
  'noteDirectRefusal',
  httpOperation(operations.noteDirectRefusal, async ({ params, caller, once }) => {
    const services = await getServices();
    const { customerTenantId } = params;
    const by = { kind: 'agent' as const, id: caller.id };
    return once(
      (key) => noteDirectRefusal(services, { customerTenantId, by, once: key }),
      (record) => ({ body: presentCustomer(record, services) }),
    );
  }),
);
