import { app } from '@azure/functions';
import { presentReadiness } from '../../shared/contracts/customers/presentReadiness.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { endpoint } from '../../shared/endpoint.ts';
import { getServices } from '../../shared/services.ts';
import { readReadiness } from '../../shared/workflows/checks/readReadiness.ts';

/** Says whether a customer may order now, and if not, what to do. */
app.http(
  'getReadiness',
  endpoint(operations.getReadiness, async ({ params, query: { maxAgeSeconds }, caller }) => {
    const maxAgeMs = maxAgeSeconds === undefined ? null : maxAgeSeconds * 1000;
    const question = { ...params, sight: caller, maxAgeMs };
    return { body: presentReadiness(await readReadiness(await getServices(), question)) };
  }),
);
