import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentRun } from '../../shared/contracts/operations/presentSummary.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import {
  startReconciliation,
  type StartedRun,
} from '../../shared/workflows/reconciliation/startReconciliation.ts';

/** Starts a reconciliation now, or answers the one under way; `runReconciliation` makes it. */
app.http(
  'startReconciliation',
  httpOperation(operations.startReconciliation, async ({ once }) => {
    const services = await getServices();
    return once<StartedRun>(
      (key) => startReconciliation(services, key),
      (run) => ({ headers: { location: '/api/v1/summary' }, body: presentRun(run) }),
    );
  }),
);
