import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentSummary } from '../../shared/contracts/operations/presentSummary.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { countAmbiguous } from '../../shared/workflows/prospects/listProspects.ts';
import { version } from '../../shared/version.ts';

/** Counts the customers per status, and says how far the work in the background is and how the mails go. */
app.http(
  'getSummary',
  httpOperation(operations.getSummary, async ({ unlessKnown }) => {
    const services = await getServices();
    const { customerIndex, runs, discoveries, mailDispatch, callBudget, storageAudit } = services;
    return unlessKnown([await services.changes.current(), version], async () => {
      const [counts, ambiguousProspects, last, current, discovery, mail, budget, audit] = await Promise.all([
        ...([customerIndex.counts(), countAmbiguous(services), runs.last(), runs.current()] as const),
        ...([discoveries.progress(), mailDispatch.state(), callBudget.state()] as const),
        storageAudit.progress(),
      ]);
      const work = { last, progress: current?.progress, discovery, mail, budget, audit };
      return { body: presentSummary({ counts, ambiguousProspects, ...work }) };
    });
  }),
);
