import { app } from '@azure/functions';
import { presentAgeing } from '../../shared/contracts/activity/presentActivity.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { readCensus } from '../../shared/workflows/activity/readStatistics.ts';

/** Counts the customers that are waited for by how long they have been asked. */
app.http(
  'getAgeing',
  httpOperation(operations.getAgeing, async ({ caller }) => {
    const { asOf, census } = await readCensus(await getServices(), caller);
    return { body: presentAgeing({ asOf, ages: census?.ages ?? {} }) };
  }),
);
