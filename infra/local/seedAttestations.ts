import type { Services } from '../../shared/services.ts';
import { attestCustomer } from '../../shared/workflows/attestations/attestCustomer.ts';
import { noteDirectRefusal } from '../../shared/workflows/invitations/noteDirectRefusal.ts';
import { submitAttestation } from '../../shared/workflows/attestations/submitAttestation.ts';
import { transition } from '../../shared/workflows/customers/transition.ts';

type Customer = { readonly customerTenantId: string; readonly domain: string };

const by = { kind: 'agent', id: 'b5d2f3a1-7c64-4e0b-9a51-3f8e6d2c1b90' } as const;

/** One customer whom the admin center sent back, and whose signatory has the link now; one whose signatory declined. */
export async function seedAttestations(
  services: Services,
  {
    sentBack,
    declined,
  }: { readonly sentBack: Customer | undefined; readonly declined: Customer | undefined },
): Promise<void> {
  if (sentBack) {
    await noteDirectRefusal(services, { customerTenantId: sentBack.customerTenantId, by });
    await attest(services, sentBack, 'Ruby');
    await submitAttestation(services, sentBack.customerTenantId);
  }
  if (!declined) return;
  await attest(services, declined, 'Layla');
  const refusal = { reason: 'signatoryDeclined', code: null, correlationId: null } as const;
  await transition(services, declined.customerTenantId, {
    by: { kind: 'system' },
    decide: () => [{ type: 'attestationFailed', number: 1, ...refusal }],
  });
}

async function attest(services: Services, { customerTenantId, domain }: Customer, firstName: string) {
  const email = `${firstName.toLowerCase()}@${domain}`;
  const signatory = { firstName, lastName: 'Muster', email, phone: null };
  const absent = { acceptedAt: null, companyName: null, country: null, language: null };
  const request = { signatory, ...absent, delivery: 'link' } as const;
  await attestCustomer(services, { customerTenantId, request, by });
}
