import { app } from '@azure/functions';
import { presentCustomer } from '../shared/contracts/presentCustomer.ts';
import { readInvitationId } from '../shared/contracts/readInvitation.ts';
import { operations } from '../shared/contracts/operations.ts';
import { endpoint } from '../shared/endpoint.ts';
import { getServices } from '../shared/services.ts';
import { cancelInvitation } from '../shared/workflows/cancelInvitation.ts';

/** Withdraws an invitation. */
app.http(
  'cancelInvitation',
  endpoint(operations.cancelInvitation, async ({ params, caller, once }) => {
    const services = await getServices();
    const target = {
      ...readInvitationId(params.invitationId),
      by: { kind: 'agent' as const, id: caller.id },
    };
    return once(
      (key) => cancelInvitation(services, { ...target, once: key }),
      (record) => ({ body: presentCustomer(record, services.links.url) }),
    );
  }),
);
