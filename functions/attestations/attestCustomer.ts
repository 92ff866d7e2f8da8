import { app } from '@azure/functions';
import { presentAttested } from '../../shared/contracts/attestations/presentAttested.ts';
import { presentTrial } from '../../shared/contracts/customers/presentTrial.ts';
import { readAttestation } from '../../shared/contracts/attestations/readAttestation.ts';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { attestCustomer, tryAttestation } from '../../shared/workflows/attestations/attestCustomer.ts';

/** Begins an attestation: the signatory gets the link to Microsoft's page, by e-mail or handed out. */
app.http(
  'attestCustomer',
  httpOperation(operations.attestCustomer, async ({ params, query, body, caller, once }) => {
    const services = await getServices();
    const { customerTenantId } = params;
    const request = readAttestation(body);
    if (query.dryRun) return presentTrial(await tryAttestation(services, customerTenantId, request));
    const contentOf = await services.linkContents('attestation');
    const by = { kind: 'agent' as const, id: caller.id };
    return once(
      (key) => attestCustomer(services, { customerTenantId, request, by, once: key }),
      (record) => {
        const view = presentAttested(record, services);
        const location = `/api/v1/customers/${customerTenantId}/attestations/${view.attestation?.id ?? ''}`;
        return { headers: { location }, body: { ...view, content: contentOf(record) } };
      },
    );
  }),
);
