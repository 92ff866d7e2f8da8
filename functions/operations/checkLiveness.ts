import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';

/** Answers while the process is up. */
app.http(
  'checkLiveness',
  httpOperation(operations.checkLiveness, async () => ({ body: { status: 'live' } })),
);
