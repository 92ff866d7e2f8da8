import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentSummary } from '../../shared/contracts/operations/presentSummary.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { countAmbiguous } from '../../shared/workflows/prospects/listProspects.ts';

/** Counts the customers per status, and says how far the work in the background is and how the mails go. */
app.http(
  'getSummary',
  httpOperation(operations.getSummary, async () => {
    const services = await getServices();
    const { customerIndex, runs, discoveries, mailDispatch, callBudget, storageAudit } = services;
    const [counts, ambiguousProspects, last, current, discovery, mail, budget, audit] = await Promise.all([
      customerIndex.counts(),
      countAmbiguous(services),
      runs.last(),
      runs.current(),
      discoveries.progress(),
      mailDispatch.state(),
      callBudget.state(),
      storageAudit.progress(),
    ]);
    const progress = current?.progress;
    return {
      body: presentSummary({ counts, ambiguousProspects, last, progress, discovery, mail, budget, audit }),
    };
  }),
);
