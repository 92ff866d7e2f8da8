import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { operationsOf } from '../../shared/contracts/api/operationsOf.ts';
import { presentSession } from '../../shared/contracts/session/presentSession.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { version } from '../../shared/version.ts';

/** Tells who calls, what they may do, and how this installation is set up. */
app.http(
  'getSession',
  httpOperation(operations.getSession, async ({ caller }) => {
    const services = await getServices();
    const partnerName = (await services.brand()).partnerName;
    const operationNames = operationsOf(caller.roles, services.policy.partnerType);
    return { body: presentSession(caller, { ...services, partnerName, operationNames, version }) };
  }),
);
