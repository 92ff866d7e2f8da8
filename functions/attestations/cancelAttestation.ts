import { app } from '@azure/functions';
import { presentAttested } from '../../shared/contracts/attestations/presentAttested.ts';
import { readAttestationId } from '../../shared/contracts/attestations/readAttestation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { cancelAttestation } from '../../shared/workflows/attestations/changeAttestation.ts';

/** Withdraws an attestation; what the customer accepts on Microsoft's page all the same still counts. */
app.http(
  'cancelAttestation',
  httpOperation(operations.cancelAttestation, async ({ params, caller, once }) => {
    const services = await getServices();
    const { customerTenantId } = params;
    const target = readAttestationId(customerTenantId, params.attestationId);
    const by = { kind: 'agent' as const, id: caller.id };
    return once(
      (key) => cancelAttestation(services, { customerTenantId, ...target, by, once: key }),
      (record) => ({ body: { ...presentAttested(record, services), content: null } }),
    );
  }),
);
