import { app } from '@azure/functions';
import { handleTimer, logFailure } from '../../shared/edge/job.ts';
import { getServices } from '../../shared/services.ts';
import { finishOrders } from '../../shared/workflows/newCustomers/finishOrders.ts';

/** Finishes customers whose creation was cut off, and removes credentials that were not seen in time. */
app.timer('finishOrders', {
  schedule: '%RECONCILE_SCHEDULE%',
  handler: handleTimer(async (_timer, context) =>
    finishOrders(await getServices(), (failure) => {
      logFailure(context, failure);
    }),
  ),
});
