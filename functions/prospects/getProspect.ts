import { app } from '@azure/functions';
import { mayHoldLinks } from '../../shared/contracts/customers/mayHoldLinks.ts';
import { presentProspectHistory, readProspectId } from '../../shared/contracts/prospects/presentProspect.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { readProspect } from '../../shared/workflows/prospects/readProspect.ts';

/** Reads one relationship invitation with its history. */
app.http(
  'getProspect',
  httpOperation(operations.getProspect, async ({ params, caller }) => {
    const services = await getServices();
    const textOf = mayHoldLinks(caller) ? await services.prospectTexts() : () => null;
    const seen = await readProspect(services, readProspectId(params.prospectId), caller);
    return { body: presentProspectHistory(seen, textOf(seen.prospect)) };
  }),
);
