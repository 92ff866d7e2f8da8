import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { endpoint } from '../../shared/endpoint.ts';

/** Answers while the process is up. */
app.http(
  'checkLiveness',
  endpoint(operations.checkLiveness, async () => ({ body: { status: 'live' } })),
);
