import { app } from '@azure/functions';
import { presentWarnings } from '../../shared/contracts/customers/presentWarnings.ts';
import { presentCustomer } from '../../shared/contracts/customers/presentCustomer.ts';
import { readInvitation } from '../../shared/contracts/invitations/readInvitation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { inviteCustomer } from '../../shared/workflows/invitations/inviteCustomer.ts';

/** Invites an existing customer to accept in the Microsoft 365 admin center, by e-mail or by a link to hand out. */
app.http(
  'inviteCustomer',
  httpOperation(operations.inviteCustomer, async ({ params, body, caller, once }) => {
    const services = await getServices();
    const contentOf = await services.linkContents('invitation');
    const { customerTenantId } = params;
    const request = readInvitation(body);
    const by = { kind: 'agent' as const, id: caller.id };
    return once(
      (key) => inviteCustomer(services, { customerTenantId, request, by, once: key }),
      (record) => ({
        headers: { location: `/api/v1/customers/${customerTenantId}` },
        body: {
          ...presentCustomer(record, services),
          warnings: presentWarnings(record),
          content: contentOf(record),
        },
      }),
    );
  }),
);
