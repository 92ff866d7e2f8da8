import { app } from '@azure/functions';
import { handleTimer } from '../../shared/edge/job.ts';
import { getServices } from '../../shared/services.ts';
import { measureMail } from '../../shared/workflows/mail/measureMail.ts';
import { measureQueues } from '../../shared/workflows/operations/measureQueues.ts';
import { refreshStatistics } from '../../shared/workflows/activity/refreshStatistics.ts';
import { measureRefreshToken } from '../../shared/workflows/connection/measureRefreshToken.ts';

/**
 * Measures the queues, the line of mails and how long the refresh token lasts, since Azure Monitor knows neither; and
 * counts for the charts.
 */
app.timer('measureQueues', {
  schedule: '%MEASURE_SCHEDULE%',
  handler: handleTimer(async () => {
    const services = await getServices();
    const token = await measureRefreshToken(services);
    const measured = { ...(await measureQueues(services)), ...token, ...(await measureMail(services)) };
    return { ...measured, ...(await refreshStatistics(services)) };
  }),
});
