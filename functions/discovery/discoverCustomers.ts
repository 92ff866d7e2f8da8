import { app } from '@azure/functions';
import { handleTimer } from '../../shared/edge/job.ts';
import { getServices } from '../../shared/services.ts';
import { discoverCustomers } from '../../shared/workflows/discovery/discoverCustomers.ts';

/** Starts a record for each customer that is new at Partner Center. */
app.timer('discoverCustomers', {
  schedule: '%DISCOVER_SCHEDULE%',
  handler: handleTimer(async () => {
    // The position is Partner Center's own text; logs do not need it.
    const { position: _, ...progress } = await discoverCustomers(await getServices());
    return progress;
  }),
});
