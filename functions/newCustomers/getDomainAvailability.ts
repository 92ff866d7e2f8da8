import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { isDomainFree } from '../../shared/workflows/newCustomers/readAddressRules.ts';

/** Asks Microsoft whether a domain is free for a new customer. */
app.http(
  'getDomainAvailability',
  httpOperation(operations.getDomainAvailability, async ({ query: { domain } }) => ({
    body: { domain, isAvailable: await isDomainFree(await getServices(), domain) },
  })),
);
