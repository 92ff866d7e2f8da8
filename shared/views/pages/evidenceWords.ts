import type { EventData } from '../../domain/customers/agreementEvent.ts';

/** What happened, for people; an event without words does not compile. */
const words: Readonly<Record<EventData['type'], string>> = {
  customerDiscovered: 'Customer found at Partner Center',
  customerDescribed: 'Customer’s details read from Partner Center',
  customerCreated: 'Customer created at Partner Center',
  credentialsSeen: 'First credentials shown at the hand-over link, and deleted',
  checkRequested: 'Look at Microsoft requested',
  standingChecked: 'Microsoft’s answer changed or was asked for',
  checkFailed: 'Microsoft could not be asked',
  invitationCreated: 'Customer invited to accept',
  invitationResent: 'Invitation sent once more',
  invitationSent: 'Mail service took the invitation',
  invitationDelivered: 'Mail service reports that the invitation arrived',
  reminderRequested: 'Reminder due',
  reminderSent: 'Mail service took the reminder',
  remindersEnded: 'No more reminders: the limit was lowered',
  noticeRequested: 'Notice due, to the partner or the customer',
  noticeSent: 'Mail service took the notice',
  noticeRefused: 'Mail service refused the notice',
  invitationDeclined: 'Reader said to be the wrong person',
  invitationReopened: 'Reader took that back; the invitation is open again',
  renewalWanted: 'Reader of a link that had ended asked for another one',
  invitationUndeliverable: 'Invitation could not be delivered',
  invitationOpened: 'Customer went on from the link of the invitation to Microsoft',
  invitationCancelled: 'Invitation withdrawn',
  invitationExpired: 'Invitation expired',
  relationshipAccepted: 'Customer came by an invitation to take us as its partner',
  directAcceptanceRefused: 'Admin center told the customer to ask the partner',
  linkCopied: 'Agent copied the customer’s link',
  orderRefused: 'Partner Center refused an order',
  attestationRequested: 'Attestation begun',
  attestationStarted: 'Attestation created at Partner Center; its link leads to Microsoft’s page',
  attestationMailed: 'Mail service took the mail with the signatory’s link',
  attestationResent: 'Mail with the signatory’s link sent once more',
  attestationCancelled: 'Attestation withdrawn',
  attestationPageEnded: 'Microsoft’s page of an earlier attestation cannot be accepted any more',
  attestationDelivered: 'Mail service reports that the mail with the signatory’s link arrived',
  attestationReminderRequested: 'Reminder due, to the signatory',
  attestationReminderSent: 'Mail service took the reminder to the signatory',
  attestationRemindersEnded: 'No more reminders to the signatory: the limit was lowered',
  attestationOpened: 'Signatory went on from the link to Microsoft’s page',
  attestationLinkEnded: 'Microsoft’s link ended; the next click on the stable link asks for another one',
  attestationLinkExpired: 'Microsoft’s link ran out; its attestation is closed, and another takes its place',
  attestationSigned: 'Signatory accepted on Microsoft’s page',
  confirmationPrepared: 'Agreement prepared for Partner Center',
  attestationCompleted: 'Agreement put on record at Partner Center',
  attestationFailed: 'Attestation failed',
  attestationResumed: 'Putting the agreement on record tried again',
};

export function eventWords(type: string): string {
  return new Map(Object.entries(words)).get(type) ?? factWords(type);
}

/** `resellerTenantId` → `Reseller tenant id`. */
export function factWords(name: string): string {
  const spaced = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The data of an event, however deep, as labels and values; what is empty is left out. */
export function factsOf(data: unknown, label = ''): [label: string, value: string][] {
  if (data === null || data === undefined || data === '') return [];
  if (data instanceof Date)
    return [[factWords(label), Number.isNaN(data.getTime()) ? 'no date' : data.toISOString()]];
  if (typeof data !== 'object') return [[factWords(label), String(data)]];
  const isList = Array.isArray(data);
  return Object.entries(data).flatMap(([name, part]) => factsOf(part, isList ? label : below(label, name)));
}

function below(label: string, name: string): string {
  return label ? `${label}, ${factWords(name).toLowerCase()}` : name;
}
