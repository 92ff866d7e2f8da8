import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentCreated, withCredentialsUrl } from '../../shared/contracts/newCustomers/presentCreated.ts';
import { readAcceptance, readNewCustomer } from '../../shared/contracts/newCustomers/readNewCustomer.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { createCustomer } from '../../shared/workflows/newCustomers/createCustomer.ts';

/** Makes a customer at Partner Center and begins its way to the agreement. */
app.http(
  'createCustomer',
  httpOperation(operations.createCustomer, async ({ body, caller, once }) => {
    const services = await getServices();
    const acceptance = readAcceptance(body);
    const contentOf = await services.linkContents(
      acceptance.path === 'attest' ? 'attestation' : 'invitation',
    );
    const customer = readNewCustomer(body);
    const by = { kind: 'agent' as const, id: caller.id };
    const answer = await once(
      (key) => createCustomer(services, { customer, acceptance, by, callerKey: caller.key, once: key }),
      (record) => presentCreated(record, services, contentOf(record)),
    );
    return { ...answer, body: withCredentialsUrl(answer.body, services.handOver.url) };
  }),
);
