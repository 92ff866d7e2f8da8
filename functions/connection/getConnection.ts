import { app } from '@azure/functions';
import { presentConnection } from '../../shared/contracts/connection/presentConnection.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { describeFailure } from '../../shared/edge/describeFailure.ts';
import { currentInvocation } from '../../shared/edge/invocation.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { createChangeFinder } from '../../shared/workflows/connection/findChanges.ts';
import { diagnoseConnection } from '../../shared/workflows/connection/diagnoseConnection.ts';

const findChanges = createChangeFinder();

/** Says what works of the connection to Microsoft, mail and storage, and what mends the rest. */
app.http(
  'getConnection',
  httpOperation(operations.getConnection, async () => {
    const report = (probe: string, failure: unknown): void => {
      const line = { event: 'probeFailed', probe, ...describeFailure(failure) };
      currentInvocation()?.context.warn(JSON.stringify(line));
    };
    const diagnosis = await diagnoseConnection(await getServices(), report);
    for (const change of findChanges(diagnosis))
      currentInvocation()?.context.warn(JSON.stringify({ event: 'connectionChanged', ...change }));
    return { body: presentConnection(diagnosis) };
  }),
);
