import { app } from '@azure/functions';
import { presentReadiness, readinessTag } from '../../shared/contracts/customers/presentReadiness.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { findCustomer } from '../../shared/workflows/checks/findCustomer.ts';
import { readReadiness } from '../../shared/workflows/checks/readReadiness.ts';

/** Says whether the customer with a domain may order now, and if not, what to do. */
app.http(
  'findReadiness',
  httpOperation(
    operations.findReadiness,
    async ({ query: { domain, maxAgeSeconds }, caller, unlessKnown }) => {
      const services = await getServices();
      const customerTenantId = await findCustomer(services, domain, { sight: caller, priority: 'person' });
      const maxAgeMs = maxAgeSeconds === undefined ? null : maxAgeSeconds * 1000;
      const question = { customerTenantId, sight: caller, maxAgeMs, callerKey: caller.key };
      const viewer = { roles: caller.roles, partnerType: services.policy.partnerType };
      const answer = await readReadiness(services, question);
      return unlessKnown(readinessTag(answer), async () => ({ body: presentReadiness(answer, viewer) }));
    },
  ),
);
