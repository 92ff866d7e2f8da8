import { pendingMail } from '../domain/invitation.ts';
import type { AgreementRecord, Person } from '../domain/record.ts';
import type { ComposedMail, Needs, OutgoingMail } from './ports.ts';

/** Ids of a customer's mails: the same for the same invitation and sending, on every attempt. */
export function mailIds({ stableId }: Pick<Needs, 'stableId'>, customerTenantId: string) {
  return (number: number, sending: number): string =>
    stableId('mail', customerTenantId, 'invitation', number, sending);
}

/** The mail the record waits for, ready to send; null when it waits for none. */
export function composePendingMail(needs: Needs, record: AgreementRecord): OutgoingMail | null {
  const pending = pendingMail(record);
  const recipient = record.invitation?.recipient;
  if (!pending || !recipient) return null;
  const { operationId } = pending;
  const recipientName = fullName(recipient);
  return {
    operationId,
    recipient: recipient.email,
    recipientName,
    ...composeCurrentInvitation(needs, record),
  };
}

/**
 * What the current invitation says, also for a partner who sends it by hand.
 * @throws {Error} when there is no invitation
 */
export function composeCurrentInvitation(
  { composeInvitation, links }: Pick<Needs, 'composeInvitation' | 'links'>,
  { customerTenantId, companyName, invitation }: AgreementRecord,
): ComposedMail {
  if (!invitation) throw new Error('there is no invitation to compose');
  const { recipient, language, note, expiresAt, number } = invitation;
  const url = links.url(customerTenantId, number);
  return composeInvitation({
    recipientName: fullName(recipient),
    companyName,
    language,
    note,
    url,
    expiresAt,
  });
}

function fullName({ firstName, lastName }: Person): string | null {
  return [firstName, lastName].filter((part) => part !== null).join(' ') || null;
}
