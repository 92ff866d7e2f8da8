import { decideCarriedOn } from '../../domain/prospects/relationship.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { Prospect } from '../../domain/prospects/prospect.ts';
import { transitionProspect, type ProspectNeeds } from './transitionProspect.ts';
import type { Needs } from '../ports/ports.ts';
import { startRecord } from '../customers/startRecord.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';

export type CarryOnCustomerNeeds = StepNeeds & ProspectNeeds & Pick<Needs, 'checkWakeUps' | 'partnerCenter'>;

/**
 * Goes on with the customer that a prospect turned out to be: its history says where it came from, the
 * invitation is its own, and Microsoft is asked at once. Done twice, it is done once.
 */
export async function carryOnCustomer(needs: CarryOnCustomerNeeds, prospect: Prospect): Promise<void> {
  const { id, customerTenantId } = prospect;
  if (customerTenantId === null) throw new Error('a prospect without a customer cannot be carried on');
  await findOrStart(needs, customerTenantId);
  await transition(needs, customerTenantId, {
    by: { kind: 'system' },
    decide: (record) => decideCarriedOn(record, prospect, needs),
  });
  await needs.checkWakeUps.send(customerTenantId);
  await transitionProspect(needs, id, {
    by: { kind: 'system' },
    decide: ({ isCarriedOn, state }) =>
      state === 'linked' && !isCarriedOn ? [{ type: 'customerCarriedOn' }] : [],
  });
}

/** The record of a customer of ours. @throws {AgreementError} `CUSTOMER_NOT_FOUND` · `PARTNER_CENTER_…` */
export async function findOrStart(
  needs: Pick<Needs, 'agreements' | 'clock' | 'partnerCenter'>,
  customerTenantId: string,
): Promise<void> {
  if (await needs.agreements.current(customerTenantId)) return;
  const customer = await needs.partnerCenter.customer(customerTenantId);
  if (!customer?.hasRelationship) {
    throw new AgreementError(
      'CUSTOMER_NOT_FOUND',
      'Partner Center tells of no customer with this tenant id.',
    );
  }
  await startRecord(needs, customer);
}
