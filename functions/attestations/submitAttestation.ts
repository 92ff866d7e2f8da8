import { app } from '@azure/functions';
import { parseWakeUp } from '../../shared/contracts/wakeUp.ts';
import { handleMessage } from '../../shared/job.ts';
import { queues } from '../../shared/queues.ts';
import { getServices } from '../../shared/services.ts';
import { carryOnAttestation } from '../../shared/workflows/attestations/carryOnAttestation.ts';

/** Carries a customer's attestation on at Partner Center, as far as the record says, or asks whether it was accepted. */
app.storageQueue('submitAttestation', {
  connection: 'DataStorage',
  queueName: queues.attestations,
  handler: handleMessage(parseWakeUp, async ({ customerTenantId }) =>
    carryOnAttestation(await getServices(), customerTenantId),
  ),
});
