import { app } from '@azure/functions';
import { nextRunAt } from '../shared/contracts/timer.ts';
import { handleTimer, logFailure } from '../shared/edge/job.ts';
import { getServices } from '../shared/services.ts';
import { reconcileAgreements } from '../shared/workflows/reconcileAgreements.ts';

/** Does everything that is due, whatever became of the queue messages sent for it. */
app.timer('reconcileAgreements', {
  schedule: '%RECONCILE_SCHEDULE%',
  handler: handleTimer(async (timer, context) => {
    const report = (failure: unknown): void => {
      logFailure(context, failure);
    };
    return reconcileAgreements(await getServices(), { nextRunAt: nextRunAt(timer), report });
  }),
});
