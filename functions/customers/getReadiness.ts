import { app } from '@azure/functions';
import { presentReadiness, readinessTag } from '../../shared/contracts/customers/presentReadiness.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { readReadiness } from '../../shared/workflows/checks/readReadiness.ts';

/** Says whether a customer may order now, and if not, what to do. */
app.http(
  'getReadiness',
  httpOperation(
    operations.getReadiness,
    async ({ params, query: { maxAgeSeconds }, caller, unlessKnown }) => {
      const maxAgeMs = maxAgeSeconds === undefined ? null : maxAgeSeconds * 1000;
      const question = { ...params, sight: caller, maxAgeMs, callerKey: caller.key };
      const services = await getServices();
      const viewer = { roles: caller.roles, partnerType: services.policy.partnerType };
      const answer = await readReadiness(services, question);
      return unlessKnown(readinessTag(answer), async () => ({ body: presentReadiness(answer, viewer) }));
    },
  ),
);
