import { app } from '@azure/functions';
import { handleTimer } from '../../shared/edge/job.ts';
import { getServices } from '../../shared/services.ts';
import { measureMail } from '../../shared/workflows/mail/measureMail.ts';
import { measureQueues } from '../../shared/workflows/operations/measureQueues.ts';
import { measureRefreshToken } from '../../shared/workflows/connection/measureRefreshToken.ts';

/** Measures the queues, the line of mails and how long the refresh token lasts, since Azure Monitor knows neither. */
app.timer('measureQueues', {
  schedule: '%MEASURE_SCHEDULE%',
  handler: handleTimer(async () => {
    const services = await getServices();
    const token = await measureRefreshToken(services);
    return { ...(await measureQueues(services)), ...token, ...(await measureMail(services)) };
  }),
});
