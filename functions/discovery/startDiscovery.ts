import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentDiscovery } from '../../shared/contracts/operations/presentSummary.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { startDiscovery } from '../../shared/workflows/discovery/startDiscovery.ts';

/** Starts a discovery now; `runReconciliation` takes its message. */
app.http(
  'startDiscovery',
  httpOperation(operations.startDiscovery, async () => {
    const last = await startDiscovery(await getServices());
    return { headers: { location: '/api/v1/summary' }, body: { last: last ? presentDiscovery(last) : null } };
  }),
);
