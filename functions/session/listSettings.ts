import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';

/** Lists the settings in force, without secrets. */
app.http(
  'listSettings',
  httpOperation(operations.listSettings, async () => ({
    body: { items: (await getServices()).settings },
  })),
);
