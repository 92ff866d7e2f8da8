import { app } from '@azure/functions';
import { presentResellers } from '../../shared/contracts/activity/presentActivity.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { listResellers } from '../../shared/workflows/activity/listResellers.ts';

/** Lists the resellers of an indirect provider with how many of their customers are where. */
app.http(
  'listResellers',
  httpOperation(operations.listResellers, async () => ({
    body: presentResellers(await listResellers(await getServices())),
  })),
);
