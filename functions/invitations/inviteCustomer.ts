import { app } from '@azure/functions';
import { presentWarnings } from '../../shared/contracts/customers/presentWarnings.ts';
import { presentCustomer } from '../../shared/contracts/customers/presentCustomer.ts';
import { presentTrial } from '../../shared/contracts/customers/presentTrial.ts';
import { readInvitation } from '../../shared/contracts/invitations/readInvitation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { inviteCustomer, tryInvitation } from '../../shared/workflows/invitations/inviteCustomer.ts';

/** Invites an existing customer to accept in the Microsoft 365 admin center, by e-mail or by a link to hand out. */
app.http(
  'inviteCustomer',
  httpOperation(operations.inviteCustomer, async ({ params, query, body, caller, once }) => {
    const services = await getServices();
    const { customerTenantId } = params;
    const request = readInvitation(body);
    if (query.dryRun) return presentTrial(await tryInvitation(services, customerTenantId, request));
    const contentOf = await services.linkContents('invitation');
    const by = { kind: 'agent' as const, id: caller.id };
    return once(
      (key) => inviteCustomer(services, { customerTenantId, request, by, once: key }),
      (record) => {
        const view = { ...presentCustomer(record, services), warnings: presentWarnings(record) };
        const headers = { location: `/api/v1/customers/${customerTenantId}` };
        return { headers, body: { ...view, content: contentOf(record) } };
      },
    );
  }),
);
