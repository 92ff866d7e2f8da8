import { customerName } from '../../domain/customers/customerName.ts';
import { fullName } from '../../domain/person.ts';
import type { AgreementRecord, PendingMail } from '../../domain/customers/record.ts';
import type { FirstSignIn } from '../../domain/mail/mailOrder.ts';
import { composeNotice } from './composeNotice.ts';
import type { ComposedMail, ComposeMail, OutgoingMail } from '../ports/mailPorts.ts';
import type { Needs } from '../ports/ports.ts';

export type ComposeNeeds = Pick<
  Needs,
  'mailComposer' | 'links' | 'handOver' | 'policy' | 'customerOrders' | 'clock'
>;
type Writing = Pick<Needs, 'links' | 'handOver' | 'policy'> & { readonly composeMail: ComposeMail };
type IdNeeds = Pick<Needs, 'stableId'>;

const dayMs = 24 * 60 * 60_000;

/** Ids of a customer's mails: the same for the same invitation and sending, on every attempt. */
export function mailIds({ stableId }: IdNeeds, customerTenantId: string) {
  return (number: number, sending: number): string =>
    stableId('mail', customerTenantId, 'invitation', number, sending);
}

/** Ids of a customer's reminders: the same for the same reminder of the same mail. */
export function reminderIds({ stableId }: IdNeeds, customerTenantId: string) {
  return (number: number, sending: number, reminder: number): string =>
    stableId('mail', customerTenantId, 'reminder', number, sending, reminder);
}

/** Ids of the mails with a signatory's link: the same for the same attestation and sending, on every attempt. */
export function attestationMailIds({ stableId }: IdNeeds, customerTenantId: string) {
  return (number: number, sending: number): string =>
    stableId('mail', customerTenantId, 'attestation', number, sending);
}

/** The same for reminders of the signatory. */
export function signatoryReminderIds({ stableId }: IdNeeds, customerTenantId: string) {
  return (number: number, sending: number, reminder: number): string =>
    stableId('mail', customerTenantId, 'attestation', number, 'reminder', sending, reminder);
}

/** The mails that wait after a step and did not before, ready to send. */
export async function composeNewMails(
  needs: ComposeNeeds,
  before: AgreementRecord,
  after: AgreementRecord,
): Promise<OutgoingMail[]> {
  const known = new Set(before.mails.map(({ operationId }) => operationId));
  const fresh = after.mails.filter(({ operationId }) => !known.has(operationId));
  if (fresh.length === 0) return [];
  const composeMail = await needs.mailComposer();
  const signIn = needs.policy.mailPasswords ? await signInWithPassword(needs, after) : undefined;
  return fresh.map((mail) => composePendingMail({ ...needs, composeMail }, after, { mail, signIn }));
}

/** The password itself, where it still waits to be seen and a mail can show it as it is. */
async function signInWithPassword(
  { customerOrders, handOver, clock }: ComposeNeeds,
  { customerTenantId, domain, invitation, credentialsUntil }: AgreementRecord,
): Promise<FirstSignIn | undefined> {
  if (invitation?.kind !== 'newCustomer' || !credentialsUntil || credentialsUntil <= clock.now()) return;
  const sealed = await customerOrders.sealed(customerTenantId);
  if (!sealed) return;
  const { userName, password } = handOver.open(customerTenantId, sealed.box);
  if (/[\p{C}\p{Z}]/u.test(userName + password)) return;
  return { kind: 'inMail', userName: `${userName}@${domain}`, password };
}

type Waiting = { readonly mail: PendingMail; readonly signIn: FirstSignIn | undefined };

function composePendingMail(
  needs: Writing,
  record: AgreementRecord,
  { mail, signIn }: Waiting,
): OutgoingMail {
  const { operationId, kind, requestedAt } = mail;
  if (kind === 'notice') return { operationId, ...composeNotice(needs, record, mail) };
  const isAttestation = kind === 'attestation' || kind === 'attestationReminder';
  const { attestation, invitation } = record;
  const recipient = isAttestation ? attestation?.signatory : invitation?.recipient;
  const endsAt = isAttestation ? attestation?.closesAt : invitation?.expiresAt;
  if (!recipient || !endsAt) throw new Error(`a mail waits without its ${kind}`);
  const isReminder = kind === 'reminder' || kind === 'attestationReminder';
  const daysLeft = isReminder ? Math.floor((endsAt.getTime() - requestedAt.getTime()) / dayMs) : null;
  const composed = isAttestation
    ? composeCurrentAttestation(needs, record, daysLeft)
    : composeCurrentInvitation(needs, record, { daysLeft, signIn });
  return { operationId, recipient: recipient.email, recipientName: fullName(recipient), ...composed };
}

/**
 * What the current attestation says to its signatory, also for a partner who sends it by hand; with days left,
 * as a reminder.
 * @throws {Error} when there is none
 */
export function composeCurrentAttestation(
  { composeMail, links }: Pick<Writing, 'composeMail' | 'links'>,
  { customerTenantId, domain, attestation }: AgreementRecord,
  daysLeft: number | null = null,
): ComposedMail {
  if (!attestation) throw new Error('there is no attestation to compose');
  const { signatory, mailLanguage: language, closesAt: expiresAt, number } = attestation;
  const companyName = customerName({ companyName: attestation.companyName, domain, customerTenantId });
  const url = links.attestationUrl(customerTenantId, number);
  const recipientName = fullName(signatory);
  const notForMeUrl = `${url}/other`;
  const about = { recipientName, companyName, language, note: null, url, notForMeUrl, expiresAt };
  return daysLeft === null
    ? composeMail({ kind: 'attestationLink', ...about })
    : composeMail({ kind: 'reminder', about: 'attestationLink', daysLeft, ...about });
}

type InvitationVariant = {
  readonly daysLeft?: number | null;
  readonly signIn?: FirstSignIn | undefined;
};

/**
 * What the current invitation says, also for a partner who sends it by hand; with days left, as a reminder. A new
 * customer's has the view-once link, unless another way to sign in is given.
 * @throws {Error} when there is no invitation
 */
export function composeCurrentInvitation(
  { composeMail, links, handOver }: Omit<Writing, 'policy'>,
  record: AgreementRecord,
  { daysLeft = null, signIn }: InvitationVariant = {},
): ComposedMail {
  const { customerTenantId, invitation, credentialsUntil, updatedAt } = record;
  if (!invitation) throw new Error('there is no invitation to compose');
  const { recipient, language, note, expiresAt, number } = invitation;
  const url = links.url(customerTenantId, number);
  const recipientName = fullName(recipient);
  const companyName = customerName(record);
  const about = { recipientName, companyName, language, note, url, notForMeUrl: `${url}/other`, expiresAt };
  // Once the credentials were seen or have run out, the customer is one like any other.
  if (invitation.kind !== 'newCustomer' || !credentialsUntil || credentialsUntil <= updatedAt) {
    if (daysLeft === null) return composeMail({ kind: 'inviteExisting', ...about });
    return composeMail({ kind: 'reminder', about: 'inviteExisting', daysLeft, ...about });
  }
  const link = {
    kind: 'viewOnce',
    url: handOver.url(customerTenantId),
    expiresAt: credentialsUntil,
  } as const;
  const wanted = { ...about, signIn: signIn ?? link };
  if (daysLeft === null) return composeMail({ kind: 'inviteNetNew', ...wanted });
  return composeMail({ kind: 'reminder', about: 'inviteNetNew', daysLeft, ...wanted });
}
