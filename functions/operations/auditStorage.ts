import { app } from '@azure/functions';
import { handleTimer } from '../../shared/edge/job.ts';
import { getServices } from '../../shared/services.ts';
import { auditStorage } from '../../shared/workflows/operations/auditStorage.ts';

/** Compares lists, counts and schedule with the records and mends them, a share per run. */
app.timer('auditStorage', {
  schedule: '%AUDIT_SCHEDULE%',
  handler: handleTimer(async () => {
    // The position is a row key, and such hold names.
    const { position: _, ...progress } = await auditStorage(await getServices());
    return progress;
  }),
});
