import { decideInvitation, type InvitationRequest } from '../../domain/customers/invitation.ts';
import { chooseLanguage } from '../../domain/language.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { mailIds } from '../mail/mailIds.ts';
import type { Needs } from '../ports/ports.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { tryStep, type Trial } from '../customers/tryStep.ts';
import type { Actor } from '../../domain/actor.ts';
import type { EventData } from '../../domain/customers/agreementEvent.ts';
import type { Language } from '../../domain/language.ts';

export type InviteCustomer = {
  readonly customerTenantId: string;
  readonly request: Omit<InvitationRequest, 'language'> & { readonly language: Language | null };
  readonly by: Actor;
  readonly once?: Once<AgreementRecord> | undefined;
};

/**
 * Invites a customer to accept the agreement in the Microsoft 365 admin center. The mail is stored with
 * the record, so once this returns, the invitation goes out whatever happens to queue messages.
 */
export async function inviteCustomer(
  needs: StepNeeds,
  { customerTenantId, request, by, once }: InviteCustomer,
): Promise<Outcome<AgreementRecord>> {
  const decide = (record: AgreementRecord) => invitationFor(needs, record, request);
  return transition(needs, customerTenantId, { by, once, decide });
}

/** The same without storing anything. @throws {AgreementError} `CUSTOMER_NOT_FOUND` */
export async function tryInvitation(
  needs: StepNeeds,
  customerTenantId: string,
  request: InviteCustomer['request'],
): Promise<Trial> {
  const decide = (record: AgreementRecord) => invitationFor(needs, record, request);
  return tryStep(needs, customerTenantId, { email: request.recipient.email, decide });
}

/** What inviting a customer comes to, now. @throws {AgreementError} what `decideInvitation` throws */
export function invitationFor(
  needs: Pick<Needs, 'policy' | 'clock' | 'stableId'>,
  record: AgreementRecord,
  request: InviteCustomer['request'],
): EventData[] {
  const { policy, clock } = needs;
  const { customerTenantId, country } = record;
  const language = chooseLanguage(request.language, country, policy.defaultLanguage);
  const mailId = mailIds(needs, customerTenantId);
  const context = { now: clock.now(), rules: policy.invitation, mailId };
  return decideInvitation(record, { ...request, language }, context);
}
