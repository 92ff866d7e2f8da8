import { customerName } from '../../domain/customers/customerName.ts';
import { fullName } from '../../domain/person.ts';
import type { AgreementRecord, PendingMail } from '../../domain/customers/record.ts';
import type { FirstSignIn, MailOrder, RequestOrder } from '../../domain/mail/mailOrder.ts';
import { composeNotice } from './composeNotice.ts';
import type { ComposedMail, ComposeMail, OutgoingMail } from '../ports/mailPorts.ts';
import type { Needs } from '../ports/ports.ts';

type Writing = Pick<Needs, 'links' | 'handOver' | 'policy'> & { readonly composeMail: ComposeMail };

const dayMs = 24 * 60 * 60_000;

/** Names of agents by object id. */
export type Names = ReadonlyMap<string, string>;

type Waiting = {
  readonly mail: PendingMail;
  readonly signIn: FirstSignIn | undefined;
  readonly inviterNames: Names;
};

/** A mail that waits, ready to send. */
export function composePendingMail(
  needs: Writing,
  record: AgreementRecord,
  { mail, signIn, inviterNames }: Waiting,
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
  const inviterName = inviterNames.get((isAttestation ? attestation : invitation)?.invitedBy ?? '') ?? null;
  const { unsubscribeUrl, composed } = isAttestation
    ? composeAttestation(needs, record, { daysLeft, inviterName })
    : composeInvitation(needs, record, { daysLeft, signIn, inviterName });
  const address = { recipient: recipient.email, recipientName: fullName(recipient) };
  return { operationId, ...address, ...composed, unsubscribeUrl };
}

/** With the page on which a reader can end these mails. */
type Composed = { readonly composed: ComposedMail; readonly unsubscribeUrl: string };

type Variant = { readonly daysLeft?: number | null; readonly inviterName?: string | null };
type InvitationVariant = Variant & { readonly signIn?: FirstSignIn | undefined };

/**
 * What the current attestation says to its signatory, for a partner who sends it by hand.
 * @throws {Error} when there is none
 */
export function composeCurrentAttestation(
  needs: Pick<Writing, 'composeMail' | 'links'>,
  record: AgreementRecord,
): ComposedMail {
  return composeAttestation(needs, record, {}).composed;
}

/** With days left, as a reminder. */
function composeAttestation(
  { composeMail, links }: Pick<Writing, 'composeMail' | 'links'>,
  { customerTenantId, domain, attestation }: AgreementRecord,
  { daysLeft = null, inviterName = null }: Variant,
): Composed {
  if (!attestation) throw new Error('there is no attestation to compose');
  const { signatory, mailLanguage: language, closesAt: expiresAt, number } = attestation;
  const companyName = customerName({ companyName: attestation.companyName, domain, customerTenantId });
  const url = links.attestationUrl(customerTenantId, number);
  const notForMeUrl = `${url}/other`;
  const about = {
    ...{ companyName, language, note: null, url, notForMeUrl, expiresAt, inviterName },
    recipientName: fullName(signatory),
  };
  const composed =
    daysLeft === null
      ? composeMail({ kind: 'attestationLink', ...about })
      : composeMail({ kind: 'reminder', about: 'attestationLink', daysLeft, ...about });
  return { composed, unsubscribeUrl: notForMeUrl };
}

/**
 * What the current invitation says, for a partner who sends it by hand. A new customer's has the view-once link.
 * @throws {Error} when there is no invitation
 */
export function composeCurrentInvitation(
  needs: Omit<Writing, 'policy'>,
  record: AgreementRecord,
): ComposedMail {
  return composeInvitation(needs, record, {}).composed;
}

/** With days left, as a reminder; with another way to sign in than the view-once link, where one is given. */
function composeInvitation(
  { composeMail, links, handOver }: Omit<Writing, 'policy'>,
  record: AgreementRecord,
  { daysLeft = null, signIn, inviterName = null }: InvitationVariant,
): Composed {
  const { customerTenantId, invitation, credentialsUntil, updatedAt } = record;
  if (!invitation) throw new Error('there is no invitation to compose');
  const { recipient, language, note, expiresAt, number } = invitation;
  const url = links.url(customerTenantId, number);
  const unsubscribeUrl = `${url}/other`;
  const about = {
    ...{ language, note, url, notForMeUrl: unsubscribeUrl, expiresAt, inviterName },
    ...{ recipientName: fullName(recipient), companyName: customerName(record) },
  };
  const composed = (order: RequestOrder): Composed => ({
    composed: composeMail(daysLeft === null ? order : remindOf(order, daysLeft)),
    unsubscribeUrl,
  });
  // Once the credentials were seen or have run out, the customer is one like any other.
  if (invitation.kind !== 'newCustomer' || !credentialsUntil || credentialsUntil <= updatedAt)
    return composed({ kind: 'inviteExisting', ...about });
  const link = {
    kind: 'viewOnce',
    url: handOver.url(customerTenantId),
    expiresAt: credentialsUntil,
  } as const;
  return composed({ kind: 'inviteNetNew', ...about, signIn: signIn ?? link });
}

/** Said per kind, since each has parts of its own. */
function remindOf(order: RequestOrder, daysLeft: number): MailOrder {
  switch (order.kind) {
    case 'inviteExisting':
    case 'attestationLink':
      return { ...order, kind: 'reminder', about: order.kind, daysLeft };
    case 'inviteNetNew':
      return { ...order, kind: 'reminder', about: order.kind, daysLeft };
    case 'inviteRelationship':
      return { ...order, kind: 'reminder', about: order.kind, daysLeft };
  }
}
