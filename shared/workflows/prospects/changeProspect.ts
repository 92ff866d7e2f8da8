import {
  decideProspectCancel,
  decideProspectResend,
  decideProspectSettled,
} from '../../domain/prospects/decideProspect.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { findSameDomain } from './findSameDomain.ts';
import { allowMail } from '../mail/allowMail.ts';
import { findOrStart } from './carryOnCustomer.ts';
import type { Prospect } from '../../domain/prospects/prospect.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { transitionProspect, type ProspectNeeds } from './transitionProspect.ts';
import type { Needs } from '../ports/ports.ts';
import { prospectContext } from './prospectContext.ts';
import type { Actor } from '../../domain/actor.ts';

type ChangeProspectNeeds = ProspectNeeds &
  Pick<Needs, 'recipientLimits' | 'agreements' | 'partnerCenter' | 'customerIndex'>;

export type ProspectCommand = {
  readonly prospectId: string;
  readonly by: Actor;
  readonly once?: Once<Prospect> | undefined;
};

/** Sends a relationship invitation once more. */
export async function resendProspect(
  needs: ChangeProspectNeeds,
  { prospectId, by, once }: ProspectCommand,
): Promise<Outcome<Prospect>> {
  return transitionProspect(needs, prospectId, {
    by,
    once,
    decide: (prospect) => decideProspectResend(prospect, prospectContext(needs, prospectId)),
    allow: ({ delivery, recipient }) => allowMail(needs, delivery === 'email' ? recipient.email : null, once),
  });
}

/** Withdraws a relationship invitation: its link leads nowhere any more. */
export async function cancelProspect(
  needs: ChangeProspectNeeds,
  { prospectId, by, once }: ProspectCommand,
): Promise<Outcome<Prospect>> {
  return transitionProspect(needs, prospectId, { by, once, decide: decideProspectCancel });
}

/**
 * Takes an agent's word on which customer a prospect is; null: none of the candidates.
 * @throws {AgreementError} `INVITATION_NOT_FOUND` · `INVITATION_CLOSED` · `CUSTOMER_NOT_FOUND` · `PARTNER_CENTER_…`
 */
export async function settleProspect(
  needs: ChangeProspectNeeds,
  { prospectId, by, once, customerTenantId }: ProspectCommand & { readonly customerTenantId: string | null },
): Promise<Outcome<Prospect>> {
  if (!(await needs.prospects.find(prospectId))) {
    throw new AgreementError('INVITATION_NOT_FOUND', 'There is no invitation with this id.');
  }
  if (customerTenantId !== null) await findOrStart(needs, customerTenantId);
  return transitionProspect(needs, prospectId, {
    by,
    once,
    decide: (prospect) =>
      decideProspectSettled(prospect, customerTenantId, prospectContext(needs, prospectId)),
  });
}

/** The record of the customer that has the domain of an invitation's company; undefined without one. */
export async function findCustomerOf(
  needs: ChangeProspectNeeds,
  prospectId: string,
): Promise<AgreementRecord | undefined> {
  const stored = await needs.prospects.find(prospectId);
  return findSameDomain(needs, stored?.prospect.domain ?? null);
}
