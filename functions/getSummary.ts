import { app } from '@azure/functions';
import { operations } from '../shared/contracts/operations.ts';
import { presentSummary } from '../shared/contracts/presentSummary.ts';
import { endpoint } from '../shared/endpoint.ts';
import { getServices } from '../shared/services.ts';

/** Counts the customers per status and says when they were and will be reconciled; tells how the mails go. */
app.http(
  'getSummary',
  endpoint(operations.getSummary, async () => {
    const { statusIndex, runs, discoveries, mailDispatch } = await getServices();
    const [counts, lastRun, discovery, mail] = await Promise.all([
      statusIndex.counts(),
      runs.last(),
      discoveries.progress(),
      mailDispatch.state(),
    ]);
    return { body: presentSummary(counts, lastRun, { discovery, mail }) };
  }),
);
