import { app } from '@azure/functions';
import { findProspectId, presentSentProspect } from '../../shared/contracts/prospects/presentProspect.ts';
import { presentResent } from '../../shared/contracts/invitations/presentResent.ts';
import { readInvitationId } from '../../shared/contracts/invitations/readInvitation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { findCustomerOf, resendProspect } from '../../shared/workflows/prospects/changeProspect.ts';
import type { ProspectOnce } from '../../shared/workflows/prospects/transitionProspect.ts';
import { resendInvitation } from '../../shared/workflows/invitations/resendInvitation.ts';

/** Sends the mail of an invitation once more. Those of relationships have ids of another form. */
app.http(
  'resendInvitation',
  httpOperation(operations.resendInvitation, async ({ params: { invitationId }, caller, once }) => {
    const services = await getServices();
    const by = { kind: 'agent' as const, id: caller.id };
    const id = findProspectId(invitationId);
    if (id !== undefined) {
      const [textOf, known] = await Promise.all([services.prospectTexts(), findCustomerOf(services, id)]);
      const run = (key?: ProspectOnce) => resendProspect(services, { prospectId: id, by, once: key });
      return once(run, (one) => ({ body: presentSentProspect(one, textOf(one), known) }));
    }
    const target = { ...readInvitationId(invitationId), by };
    return once(
      (key) => resendInvitation(services, { ...target, once: key }),
      (record) => ({ body: presentResent(record, services) }),
    );
  }),
);
