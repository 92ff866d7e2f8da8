import type { FirstSignIn, MailOrder, RequestOrder } from '../../domain/mail/mailOrder.ts';
import type { PreviewBody } from './invitationPreview.ts';
import type { Language } from '../../domain/language.ts';

/** What an example is made of: no link in it leads anywhere. */
export type Example = {
  readonly now: Date;
  readonly defaultLanguage: Language;
  /** Where this app is reached. */
  readonly publicUrl: string;
  /** Whether mails to new customers have the password itself. */
  readonly mailPasswords: boolean;
};

const dayMs = 24 * 60 * 60_000;
const someCompany = 'Contoso';
const someAddress = 'recipient@customer.example';
const someEndpoint = '00000000-0000-4000-8000-000000000000';

/** The address a preview is written for. */
export function previewRecipient({ recipient }: PreviewBody): string {
  return recipient?.email ?? someAddress;
}

/** The mail that a preview shows. */
export function readPreview(body: PreviewBody, example: Example): MailOrder {
  const { kind, about, daysLeft } = body;
  const basics = basicsOf(body, example);
  const later = (days: number): Date => new Date(example.now.getTime() + days * dayMs);
  const url = `${example.publicUrl}/api/v1/customers/example`;
  const invitedAddress = previewRecipient(body);
  switch (kind) {
    case 'reminder': {
      const request = requestOf(about, body, example);
      const expiresAt = later(daysLeft);
      // Said per kind, since each has parts of its own.
      switch (request.kind) {
        case 'inviteExisting':
        case 'attestationLink':
          return { ...request, kind: 'reminder', about: request.kind, daysLeft, expiresAt };
        case 'inviteNetNew':
          return { ...request, kind: 'reminder', about: request.kind, daysLeft, expiresAt };
        case 'inviteRelationship':
          return { ...request, kind: 'reminder', about: request.kind, daysLeft, expiresAt };
      }
      break;
    }
    case 'expiryNotice':
      return { ...basics, kind, url, invitedAddress, expiredAt: example.now, remindersSent: 5 };
    case 'bounceNotice':
      return { ...basics, kind, url, invitedAddress, bouncedAt: example.now, reason: 'bounced' };
    case 'declineNotice':
      return { ...basics, kind, url, invitedAddress, declinedAt: example.now };
    case 'ambiguousNotice':
      return { ...basics, kind, url, invitedAddress, foundAt: example.now };
    case 'wantedNotice':
      return { ...basics, kind, url, invitedAddress, wantedAt: example.now };
    case 'refusalNotice':
      return { ...basics, kind, url, invitedAddress, refusedAt: example.now };
    case 'acceptanceConfirmed':
    case 'acceptanceNotice': {
      const accepted = { acceptedAt: example.now, acceptedBy: basics.recipientName };
      const order = { ...basics, ...accepted, kind: 'acceptanceConfirmed' as const };
      return kind === 'acceptanceConfirmed'
        ? { ...order, audience: 'customer' }
        : { ...order, audience: 'agent', path: 'customerDirect', url };
    }
    case 'endpointNotice': {
      const endpoint = { endpointId: someEndpoint, host: 'shop.partner.example' };
      const urls = { url: `${example.publicUrl}/api/v1/webhook-endpoints/${someEndpoint}` };
      const facts = { disabledAt: example.now, reason: 'failing' as const };
      return { ...basics, ...endpoint, ...urls, ...facts, kind, companyName: null };
    }
    default:
      return requestOf(kind, body, example);
  }
}

function basicsOf({ language, recipient, companyName }: PreviewBody, { defaultLanguage }: Example) {
  const name = [recipient?.firstName, recipient?.lastName].filter((part) => part).join(' ');
  return {
    language: language ?? defaultLanguage,
    recipientName: name === '' ? null : name,
    companyName: companyName ?? someCompany,
  };
}

function requestOf(kind: PreviewBody['about'], body: PreviewBody, example: Example): RequestOrder {
  const { publicUrl, now, mailPasswords } = example;
  const expiresAt = new Date(now.getTime() + 30 * dayMs);
  const url = `${publicUrl}/api/i/example`;
  const request = {
    ...basicsOf(body, example),
    url,
    expiresAt,
    note: body.note ? body.note : null,
    notForMeUrl: `${url}/other`,
  };
  switch (kind) {
    case 'existingCustomer':
      return { ...request, kind: 'inviteExisting' };
    case 'newCustomer': {
      const signIn: FirstSignIn = mailPasswords
        ? { kind: 'inMail', userName: 'admin@customer.example', password: '************' }
        : { kind: 'viewOnce', url: `${publicUrl}/api/c/example`, expiresAt };
      return { ...request, kind: 'inviteNetNew', signIn };
    }
    case 'relationship':
      return { ...request, kind: 'inviteRelationship', resellerName: null };
    case 'attestation':
      return { ...request, kind: 'attestationLink' };
  }
}
