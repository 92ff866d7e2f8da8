import { app } from '@azure/functions';
import { readInvitationId } from '../../shared/contracts/invitations/readInvitation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { requireOpenInvitation } from '../../shared/workflows/invitations/requireOpenInvitation.ts';

/** Reads what a customer's current invitation says, to send it by hand. */
app.http(
  'getInvitationContent',
  httpOperation(operations.getInvitationContent, async ({ params, caller }) => {
    const services = await getServices();
    const { customerTenantId, invitationNumber } = readInvitationId(params.invitationId);
    const wanted = { customerTenantId, invitationNumber, sight: caller };
    const record = await requireOpenInvitation(services, wanted);
    const contentOf = await services.contents('invitation');
    const url = services.links.url(customerTenantId, invitationNumber);
    return { body: { ...contentOf(record), url } };
  }),
);
