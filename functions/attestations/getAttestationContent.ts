import { app } from '@azure/functions';
import { readAttestationId } from '../../shared/contracts/attestations/readAttestation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { requireLink } from '../../shared/workflows/attestations/findAttestation.ts';

/** Reads what the mail to a signatory says, to send it by hand. */
app.http(
  'getAttestationContent',
  httpOperation(operations.getAttestationContent, async ({ params, caller }) => {
    const services = await getServices();
    const { customerTenantId } = params;
    const { number } = readAttestationId(customerTenantId, params.attestationId);
    const record = await requireLink(services, { customerTenantId, number, sight: caller });
    const contentOf = await services.contents('attestation');
    const url = services.links.attestationUrl(customerTenantId, number);
    return { body: { ...contentOf(record), url } };
  }),
);
