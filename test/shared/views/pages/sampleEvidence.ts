import type { Evidence } from '../../../../shared/domain/customers/evidence.ts';
import { append } from '../../../../shared/domain/customers/history.ts';
import type { EventData } from '../../../../shared/domain/customers/agreementEvent.ts';

export const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
const collectedAt = new Date('2026-03-05T10:00:00Z');
const microsoft = {
  requestId: '94e4e214-6b06-4fb7-96d1-94d559f9b47f',
  correlationId: 'ab993325-1605-4cf4-bac4-fb584142a31b',
};

/** Evidence of a customer of this name, from discovery to acceptance. */
export function evidenceOf(companyName: string): Evidence {
  const signatory = {
    firstName: 'Tania',
    lastName: 'Carr',
    email: 'tania@tailspintoys.example',
    phone: null,
  };
  const customer = { companyName, domain: 'tailspintoys.example' };
  const happenings: EventData[] = [
    { type: 'customerDiscovered', customerTenantId: '14876998-c0dc-46e6-9d0c-65a57a6c32ec', ...customer },
    { type: 'customerDescribed', ...customer, country: 'US', resellerTenantId: null },
    {
      type: 'invitationCreated',
      number: 1,
      kind: 'existingCustomer',
      delivery: 'link',
      recipient: signatory,
      language: 'en',
      note: 'See you on Monday.',
      expiresAt: new Date('2026-04-01T09:00:00Z'),
      operationId: null,
    },
    {
      type: 'standingChecked',
      standing: {
        kind: 'accepted',
        acceptance: { path: 'partnerAttestation', acceptedAt: new Date('2026-03-01T00:00:00Z'), signatory },
      },
    },
  ];
  const agent = { kind: 'agent', id: 'b5d2f3a1-7c64-4e0b-9a51-3f8e6d2c1b90' } as const;
  const { record, events } = append(undefined, happenings, {
    at: new Date('2026-03-02T09:00:00Z'),
    by: agent,
    microsoft,
  });
  return { record, events, tampering: null, lastCheckedAt: collectedAt, collectedAt };
}

export const sampleEvidence = (): Evidence => evidenceOf('Tailspin Toys');
