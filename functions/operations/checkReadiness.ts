import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';

/** Answers 200 when storage can be reached, else the problem that says why not. */
app.http(
  'checkReadiness',
  httpOperation(operations.checkReadiness, async () => {
    await (await getServices()).runs.last();
    return { body: { status: 'ready' } };
  }),
);
