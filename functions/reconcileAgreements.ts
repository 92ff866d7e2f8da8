import { app } from '@azure/functions';
import { handleTimer, logFailure } from '../shared/edge/job.ts';
import { getServices } from '../shared/services.ts';
import { reconcileAgreements } from '../shared/workflows/reconcileAgreements.ts';

/** Does everything that is due, whatever became of the queue messages sent for it. */
app.timer('reconcileAgreements', {
  schedule: '%RECONCILE_SCHEDULE%',
  handler: handleTimer(async (timer, context) => {
    const next = timer.scheduleStatus?.next;
    const nextRunAt = next ? new Date(next) : null;
    const report = (failure: unknown): void => {
      logFailure(context, failure);
    };
    return reconcileAgreements(await getServices(), { nextRunAt, report });
  }),
});
