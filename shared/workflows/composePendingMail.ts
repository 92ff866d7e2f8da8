import type { AgreementRecord, PendingMail, Person } from '../domain/record.ts';
import type { ComposedMail, ComposeMail, Needs, OutgoingMail } from './ports.ts';

export type ComposeNeeds = Pick<Needs, 'mailComposer' | 'links'>;
type Writing = Pick<Needs, 'links'> & { readonly composeMail: ComposeMail };

/** Ids of a customer's mails: the same for the same invitation and sending, on every attempt. */
export function mailIds({ stableId }: Pick<Needs, 'stableId'>, customerTenantId: string) {
  return (number: number, sending: number): string =>
    stableId('mail', customerTenantId, 'invitation', number, sending);
}

/** The mails that wait after a step and did not before, ready to send. */
export async function composeNewMails(
  { mailComposer, links }: ComposeNeeds,
  before: AgreementRecord,
  after: AgreementRecord,
): Promise<OutgoingMail[]> {
  const known = new Set(before.mails.map(({ operationId }) => operationId));
  const fresh = after.mails.filter(({ operationId }) => !known.has(operationId));
  if (fresh.length === 0) return [];
  const composeMail = await mailComposer();
  return fresh.map((mail) => composePendingMail({ composeMail, links }, after, mail));
}

function composePendingMail(
  needs: Writing,
  record: AgreementRecord,
  { kind, operationId }: PendingMail,
): OutgoingMail {
  const isInvitation = kind === 'invitation';
  const recipient = isInvitation ? record.invitation?.recipient : record.attestation?.signatory;
  if (!recipient) throw new Error(`a mail waits without an ${kind}`);
  return {
    operationId,
    recipient: recipient.email,
    recipientName: fullName(recipient),
    ...(isInvitation ? composeCurrentInvitation(needs, record) : composeCurrentAttestation(needs, record)),
  };
}

/**
 * What the current attestation says to its signatory, also for a partner who sends it by hand.
 * @throws {Error} when there is none
 */
export function composeCurrentAttestation(
  { composeMail, links }: Writing,
  { customerTenantId, attestation }: AgreementRecord,
): ComposedMail {
  if (!attestation) throw new Error('there is no attestation to compose');
  const { signatory, companyName, mailLanguage, closesAt, number } = attestation;
  return composeMail({
    kind: 'attestationLink',
    recipientName: fullName(signatory),
    companyName,
    language: mailLanguage,
    note: null,
    url: links.attestationUrl(customerTenantId, number),
    expiresAt: closesAt,
  });
}

/**
 * What the current invitation says, also for a partner who sends it by hand.
 * @throws {Error} when there is no invitation
 */
export function composeCurrentInvitation(
  { composeMail, links }: Writing,
  { customerTenantId, companyName, invitation }: AgreementRecord,
): ComposedMail {
  if (!invitation) throw new Error('there is no invitation to compose');
  const { recipient, language, note, expiresAt, number } = invitation;
  const url = links.url(customerTenantId, number);
  return composeMail({
    kind: 'inviteExisting',
    recipientName: fullName(recipient),
    companyName,
    language,
    note,
    url,
    notForMeUrl: `${url}/other`,
    expiresAt,
  });
}

function fullName({ firstName, lastName }: Person): string | null {
  return [firstName, lastName].filter((part) => part !== null).join(' ') || null;
}
