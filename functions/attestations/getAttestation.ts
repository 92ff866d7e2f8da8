import { app } from '@azure/functions';
import { presentProgress } from '../../shared/contracts/customers/presentAttestation.ts';
import { readAttestationId } from '../../shared/contracts/attestations/readAttestation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { findAttestation } from '../../shared/workflows/attestations/findAttestation.ts';

/** Reads how far an attestation is; the signatory's link only for who may attest. */
app.http(
  'getAttestation',
  httpOperation(operations.getAttestation, async ({ params, caller }) => {
    const services = await getServices();
    const { customerTenantId } = params;
    const { number } = readAttestationId(customerTenantId, params.attestationId);
    const { attestation } = await findAttestation(services, { customerTenantId, number, sight: caller });
    const mayAttest = caller.roles.some((role) => operations.attestCustomer.access.includes(role));
    const linkOf = mayAttest ? services.links.attestationUrl : null;
    return { body: presentProgress(customerTenantId, attestation, linkOf) };
  }),
);
