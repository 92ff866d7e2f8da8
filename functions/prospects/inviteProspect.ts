import { app } from '@azure/functions';
import {
  presentSentProspect,
  readProspectRequest,
} from '../../shared/contracts/prospects/presentProspect.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import type { ProspectOnce } from '../../shared/workflows/prospects/transitionProspect.ts';
import { findSameDomain } from '../../shared/workflows/prospects/findSameDomain.ts';
import { inviteProspect } from '../../shared/workflows/prospects/inviteProspect.ts';

/** Invites a person who is no customer yet to take us as a partner and to accept the agreement. */
app.http(
  'inviteProspect',
  httpOperation(operations.inviteProspect, async ({ body, caller, once }) => {
    const services = await getServices();
    const textOf = await services.prospectTexts();
    const request = readProspectRequest(body);
    const known = await findSameDomain(services, request.domain);
    const by = { kind: 'agent' as const, id: caller.id };
    return once(
      (key?: ProspectOnce) => inviteProspect(services, { request, by, once: key }),
      (prospect) => ({
        headers: { location: `/api/v1/relationship-invitations/${prospect.id}` },
        body: presentSentProspect(prospect, textOf(prospect), known),
      }),
    );
  }),
);
