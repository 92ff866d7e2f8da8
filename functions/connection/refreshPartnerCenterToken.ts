import { app } from '@azure/functions';
import { handleTimer } from '../../shared/edge/job.ts';
import { getServices } from '../../shared/services.ts';
import { refreshPartnerCenterToken } from '../../shared/workflows/connection/refreshPartnerCenterToken.ts';

/** Replaces the refresh token for Partner Center long before it ends. */
app.timer('refreshPartnerCenterToken', {
  schedule: '%TOKEN_REFRESH_SCHEDULE%',
  handler: handleTimer(async () => refreshPartnerCenterToken(await getServices())),
});
