import { append } from '../../domain/customers/history.ts';
import { isUnderWay } from '../../domain/newCustomers/newAcceptance.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { attestationFor } from '../attestations/attestCustomer.ts';
import { invitationFor } from '../invitations/inviteCustomer.ts';
import type { CustomerOrder } from '../ports/newCustomerPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { startRecord } from '../customers/startRecord.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import type { MicrosoftTrace } from '../../domain/actor.ts';
import type { EventData } from '../../domain/customers/agreementEvent.ts';

export type RegisterCustomerNeeds = StepNeeds & Pick<Needs, 'attestationWakeUps'>;

type Registration = {
  readonly order: CustomerOrder;
  readonly customerTenantId: string;
  readonly credentialsUntil: Date | null;
  readonly microsoft: MicrosoftTrace;
  readonly once: Once<AgreementRecord> | undefined;
};

/** Gives a customer that was just made its record, with the first step to the agreement; a repeat changes nothing. */
export async function registerCustomer(
  needs: RegisterCustomerNeeds,
  registration: Registration,
): Promise<Outcome<AgreementRecord>> {
  const { order, customerTenantId, microsoft, once } = registration;
  const { companyName, domain } = order.customer;
  // Discovery may have made the record first; then it is continued.
  await startRecord(needs, { customerTenantId, companyName, domain, hasRelationship: true });
  const outcome = await transition(needs, customerTenantId, {
    by: order.by,
    microsoft,
    once,
    // Before the customer was made: a refusal now would leave it without its record.
    isMailCounted: true,
    decide: (record) => (record.orderId === order.id ? [] : decide(needs, record, registration)),
  });
  if (order.acceptance.path === 'attest') await needs.attestationWakeUps.send(customerTenantId);
  return outcome;
}

function decide(
  needs: RegisterCustomerNeeds,
  record: AgreementRecord,
  { order, credentialsUntil }: Registration,
): EventData[] {
  const { customer, acceptance, id, by } = order;
  const { companyName, domain, address, resellerTenantId } = customer;
  const created: EventData = {
    type: 'customerCreated',
    ...{ companyName, domain, country: address.country, resellerTenantId, orderId: id },
    credentialsUntil,
  };
  if (isUnderWay(record)) return [created];
  const { record: known } = append(record, [created], { at: needs.clock.now(), by });
  return [
    created,
    ...(acceptance.path === 'attest'
      ? attestationFor(needs, known, acceptance.request)
      : invitationFor(needs, known, acceptance.request)),
  ];
}
