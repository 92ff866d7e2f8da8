import { app } from '@azure/functions';
import { handleTimer } from '../../shared/edge/job.ts';
import { getServices } from '../../shared/services.ts';
import { backUpTables } from '../../shared/workflows/backup/backUpTables.ts';

/** Copies all tables daily to a place where the copy cannot be changed. */
app.timer('backUpTables', {
  schedule: '%BACKUP_SCHEDULE%',
  handler: handleTimer(async () => backUpTables(await getServices())),
});
