import { app } from '@azure/functions';
import { readProspectId } from '../../shared/contracts/prospects/presentProspect.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { requireReadyProspect } from '../../shared/workflows/prospects/readProspect.ts';

/** Reads what a relationship invitation says, to send it by hand. */
app.http(
  'getProspectContent',
  httpOperation(operations.getProspectContent, async ({ params, caller }) => {
    const services = await getServices();
    const prospect = await requireReadyProspect(services, readProspectId(params.prospectId), caller);
    const contentOf = await services.prospectContents();
    return { body: { ...contentOf(prospect), url: services.links.relationshipUrl(prospect.id) } };
  }),
);
