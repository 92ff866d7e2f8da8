import { app } from '@azure/functions';
import { presentCustomer } from '../../shared/contracts/customers/presentCustomer.ts';
import { findProspectId, presentProspect } from '../../shared/contracts/prospects/presentProspect.ts';
import { readInvitationId } from '../../shared/contracts/invitations/readInvitation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import type { ProspectOnce } from '../../shared/workflows/prospects/transitionProspect.ts';
import { cancelProspect } from '../../shared/workflows/prospects/changeProspect.ts';
import { cancelInvitation } from '../../shared/workflows/invitations/cancelInvitation.ts';

/** Withdraws an invitation. Those of relationships have ids of another form. */
app.http(
  'cancelInvitation',
  httpOperation(operations.cancelInvitation, async ({ params: { invitationId }, caller, once }) => {
    const services = await getServices();
    const by = { kind: 'agent' as const, id: caller.id };
    const prospectId = findProspectId(invitationId);
    if (prospectId !== undefined) {
      const textOf = await services.prospectTexts();
      const run = (key?: ProspectOnce) => cancelProspect(services, { prospectId, by, once: key });
      return once(run, (prospect) => ({ body: presentProspect(prospect, textOf(prospect)) }));
    }
    const target = { ...readInvitationId(invitationId), by };
    return once(
      (key) => cancelInvitation(services, { ...target, once: key }),
      (record) => ({ body: presentCustomer(record, services) }),
    );
  }),
);
