import { app } from '@azure/functions';
import { presentCustomer } from '../../shared/contracts/customers/presentCustomer.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { noteOrderRefusal } from '../../shared/workflows/checks/noteOrderRefusal.ts';

/** Notes that Partner Center refused an order for want of the agreement. */
app.http(
  'noteOrderRefusal',
  httpOperation(operations.noteOrderRefusal, async ({ params, body, caller, once }) => {
    const services = await getServices();
    const refusal = {
      ...params,
      code: String(body.code),
      by: { kind: 'agent' as const, id: caller.id },
      callerKey: caller.key,
    };
    return once(
      (key) => noteOrderRefusal(services, { ...refusal, once: key }),
      (record) => ({ body: presentCustomer(record, services) }),
    );
  }),
);
