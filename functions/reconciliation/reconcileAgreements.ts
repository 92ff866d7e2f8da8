import { app } from '@azure/functions';
import { nextRunAt } from '../../shared/contracts/timer.ts';
import { handleTimer, logFailure } from '../../shared/edge/job.ts';
import { getServices } from '../../shared/services.ts';
import { sweepPartnerCenterEvents } from '../../shared/workflows/partnerCenterEvents/handlePartnerCenterEvent.ts';
import { sweepWebhooks } from '../../shared/workflows/webhooks/sweepWebhooks.ts';
import { sweepImports } from '../../shared/workflows/imports/sweepImports.ts';
import { sweepProspects } from '../../shared/workflows/prospects/sweepProspects.ts';
import { reconcileAgreements } from '../../shared/workflows/reconciliation/reconcileAgreements.ts';

/** Does everything that is due, whatever became of the queue messages sent for it. */
app.timer('reconcileAgreements', {
  schedule: '%RECONCILE_SCHEDULE%',
  handler: handleTimer(async (timer, context) => {
    const report = (failure: unknown): void => {
      logFailure(context, failure);
    };
    const services = await getServices();
    // First, since what they make due is done by the same run.
    const events = await sweepPartnerCenterEvents(services, report);
    const webhooks = await sweepWebhooks(services, report);
    const prospects = await sweepProspects(services, report);
    const imports = await sweepImports(services, report);
    const run = await reconcileAgreements(services, { nextRunAt: nextRunAt(timer), report });
    return { ...webhooks, ...run, events, prospects, imports };
  }),
});
