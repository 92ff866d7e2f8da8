import { app } from '@azure/functions';
import { presentTrends } from '../../shared/contracts/activity/presentActivity.ts';
import { readRange } from '../../shared/contracts/activity/readRange.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { readTrends } from '../../shared/workflows/activity/readStatistics.ts';

/** Counts invitations, what became of them, and acceptances per week. */
app.http(
  'getTrends',
  httpOperation(operations.getTrends, async ({ query, caller }) => {
    const services = await getServices();
    const range = readRange(query, services.clock.now());
    return { body: presentTrends(await readTrends(services, range, caller)) };
  }),
);
