import { app } from '@azure/functions';
import { presentProspect, readProspectId } from '../../shared/contracts/prospects/presentProspect.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import type { ProspectOnce } from '../../shared/workflows/prospects/transitionProspect.ts';
import { settleProspect } from '../../shared/workflows/prospects/changeProspect.ts';

/** Takes an agent's word on which customer an invited prospect is. */
app.http(
  'linkProspect',
  httpOperation(operations.linkProspect, async ({ params, body, caller, once }) => {
    const services = await getServices();
    const textOf = await services.prospectTexts();
    const { customerTenantId } = body;
    const by = { kind: 'agent' as const, id: caller.id };
    const command = { prospectId: readProspectId(params.prospectId), customerTenantId, by };
    return once(
      (key?: ProspectOnce) => settleProspect(services, { ...command, once: key }),
      (prospect) => ({ body: presentProspect(prospect, textOf(prospect)) }),
    );
  }),
);
