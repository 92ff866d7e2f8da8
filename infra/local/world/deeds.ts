import { attestCustomer } from '../../../shared/workflows/attestations/attestCustomer.ts';
import { pollAttestation } from '../../../shared/workflows/attestations/pollAttestation.ts';
import { submitAttestation } from '../../../shared/workflows/attestations/submitAttestation.ts';
import { checkAgreement } from '../../../shared/workflows/checks/checkAgreement.ts';
import { requestCheck } from '../../../shared/workflows/checks/requestCheck.ts';
import { createCustomer } from '../../../shared/workflows/newCustomers/createCustomer.ts';
import { inviteCustomer } from '../../../shared/workflows/invitations/inviteCustomer.ts';
import { openInvitation } from '../../../shared/workflows/invitations/openInvitation.ts';
import { by, deliverMail, order, pass, recordOf, type Agent, type Stage } from './stage.ts';

/** First and last name; the address is made of the first one and the customer's name. */
export type Named = readonly [firstName: string, lastName: string];

const minuteMs = 60_000;

/** `local` replaces the part of the address before the @, as the mail simulator has scripts for some of them. */
export function personOf(name: string, [firstName, lastName]: Named, local = firstName.toLowerCase()) {
  return { firstName, lastName, email: `${local}@${name}.example`, phone: null };
}

export async function invite(
  stage: Stage,
  name: string,
  {
    who,
    agent = 'mara',
    local,
    note = null,
  }: { who: Named; agent?: Agent; local?: string; note?: string | null },
): Promise<void> {
  const { customerTenantId } = await recordOf(stage, name);
  const recipient = personOf(name, who, local);
  const request = { kind: 'existingCustomer', delivery: 'email', recipient, language: null, note } as const;
  await inviteCustomer(stage.services, { customerTenantId, request, by: by(agent) });
  await deliverMail(stage, customerTenantId);
}

/** The reader follows the link of the mail. */
export async function open(stage: Stage, name: string): Promise<void> {
  const { services } = stage;
  const { customerTenantId, invitation } = await recordOf(stage, name);
  await openInvitation(services, { customerTenantId, number: invitation?.number ?? 1 }, true);
}

/** The customer's administrator accepts in the admin center, and a check a few minutes later finds it. */
export async function accept(stage: Stage, name: string): Promise<void> {
  const { customerTenantId } = await recordOf(stage, name);
  await order(`${stage.urls.partnerCenter}/_control/customers/${customerTenantId}/accept`, 'POST');
  pass(stage.clock, 4 * minuteMs);
  await check(stage, customerTenantId);
}

export async function openAndAccept(stage: Stage, name: string): Promise<void> {
  await open(stage, name);
  pass(stage.clock, 11 * minuteMs);
  await accept(stage, name);
}

export async function check(stage: Stage, customerTenantId: string, agent: Agent = 'tomas'): Promise<void> {
  await requestCheck(stage.services, { customerTenantId, by: by(agent) });
  await checkAgreement(stage.services, customerTenantId);
  await deliverMail(stage, customerTenantId);
}

export async function attest(
  stage: Stage,
  name: string,
  { who, agent = 'tomas' }: { who: Named; agent?: Agent },
): Promise<void> {
  const { customerTenantId } = await recordOf(stage, name);
  const absent = { acceptedAt: null, companyName: null, country: null, language: null };
  const request = { signatory: personOf(name, who), ...absent, delivery: 'email' } as const;
  await attestCustomer(stage.services, { customerTenantId, request, by: by(agent) });
  await carryOn(stage, customerTenantId);
}

/** The signatory accepts on Microsoft's page, and the agreement goes on record. */
export async function sign(stage: Stage, name: string): Promise<void> {
  const { customerTenantId, attestation } = await recordOf(stage, name);
  const stored = await stage.services.agreements.find(customerTenantId);
  const digest = attestation?.attestationDigest;
  if (!stored || !digest) throw new Error(`The sample customer ${name} has no page to accept.`);
  const id = await stage.services.agreements.attestationId(stored, digest);
  await order(`${stage.urls.partnerCenter}/_control/attestations/${id}/accept`, 'POST');
  pass(stage.clock, 3 * minuteMs);
  await pollAttestation(stage.services, stored);
  await deliverMail(stage, customerTenantId);
}

type Place = { addressLine1: string; city: string; postalCode: string; country: string };

/** A company without a tenant becomes a customer, who is invited or attested for. */
export async function create(
  stage: Stage,
  name: string,
  {
    companyName,
    who,
    place,
    path,
    ...more
  }: {
    companyName: string;
    who: Named;
    place: Place;
    path: 'invite' | 'attest';
    phone?: string;
    registrationNumber?: string;
  },
): Promise<void> {
  const contact = { ...personOf(name, who), phone: more.phone ?? null };
  const customer = {
    ...{ companyName, domain: `${name}.onmicrosoft.com`, contact, culture: null, resellerTenantId: null },
    registrationNumber: more.registrationNumber ?? null,
    address: { ...place, addressLine2: null, state: null },
  };
  const shared = { delivery: 'email', language: null } as const;
  const invited = { ...shared, kind: 'newCustomer', recipient: contact, note: null } as const;
  const signing = { signatory: contact, acceptedAt: null, companyName, country: place.country };
  const acceptance =
    path === 'invite'
      ? ({ path, request: invited } as const)
      : ({ path, request: { ...shared, ...signing } } as const);
  await createCustomer(stage.services, { customer, acceptance, by: by('mara'), callerKey: 'sample world' });
  await carryOn(stage, (await recordOf(stage, name)).customerTenantId);
}

async function carryOn(stage: Stage, customerTenantId: string): Promise<void> {
  await submitAttestation(stage.services, customerTenantId);
  await deliverMail(stage, customerTenantId);
}
