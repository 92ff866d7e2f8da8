import { decideAttestation } from '../domain/attest.ts';
import type { Happening, MicrosoftTrace } from '../domain/events.ts';
import { append } from '../domain/history.ts';
import { decideInvitation } from '../domain/invitation.ts';
import { chooseLanguage } from '../domain/language.ts';
import { isUnderWay } from '../domain/newAcceptance.ts';
import type { AgreementRecord } from '../domain/record.ts';
import { creationId } from './attestCustomer.ts';
import { mailIds } from './composePendingMail.ts';
import type { CustomerOrder } from './newCustomerPorts.ts';
import type { Needs } from './ports.ts';
import { startRecord } from './startRecord.ts';
import { transition, type Once, type Outcome } from './transition.ts';

type Registration = {
  readonly order: CustomerOrder;
  readonly customerTenantId: string;
  readonly credentialsUntil: Date | null;
  readonly microsoft: MicrosoftTrace;
  readonly once: Once | undefined;
};

/** Gives a customer that was just made its record, with the first step to the agreement; a repeat changes nothing. */
export async function registerCustomer(needs: Needs, registration: Registration): Promise<Outcome> {
  const { order, customerTenantId, microsoft, once } = registration;
  const { companyName, domain } = order.customer;
  // Discovery may have been faster; then the record goes on from what it knows.
  await startRecord(needs, { customerTenantId, companyName, domain, hasRelationship: true });
  const outcome = await transition(needs, customerTenantId, {
    by: order.by,
    microsoft,
    once,
    decide: (record) => (record.orderId === order.id ? [] : decide(needs, record, registration)),
  });
  if (order.acceptance.path === 'attest') await needs.attestationWakeUps.send(customerTenantId);
  return outcome;
}

function decide(
  needs: Needs,
  record: AgreementRecord,
  { order, credentialsUntil }: Registration,
): Happening[] {
  const { customer, acceptance, id, by } = order;
  const { companyName, domain, address, resellerTenantId } = customer;
  const created: Happening = {
    type: 'customerCreated',
    ...{ companyName, domain, country: address.country, resellerTenantId, orderId: id },
    credentialsUntil,
  };
  if (isUnderWay(record)) return [created];
  const now = needs.clock.now();
  const { record: known } = append(record, [created], { at: now, by });
  return [created, ...firstStep(needs, known, acceptance, now)];
}

function firstStep(
  needs: Needs,
  record: AgreementRecord,
  acceptance: CustomerOrder['acceptance'],
  now: Date,
): Happening[] {
  const { policy } = needs;
  const { customerTenantId, country } = record;
  if (acceptance.path === 'attest') {
    return decideAttestation(record, acceptance.request, {
      now,
      mode: policy.attestation.mode,
      lifetimeMs: policy.invitation.lifetimeMs,
      defaultLanguage: policy.defaultLanguage,
      requestId: (number) => creationId(needs, customerTenantId)(number, 1),
    });
  }
  const language = chooseLanguage(acceptance.request.language, country, policy.defaultLanguage);
  const context = { now, rules: policy.invitation, mailId: mailIds(needs, customerTenantId) };
  return decideInvitation(record, { ...acceptance.request, language }, context);
}
