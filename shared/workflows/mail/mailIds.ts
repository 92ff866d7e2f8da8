import type { Needs } from '../ports/ports.ts';

type IdNeeds = Pick<Needs, 'stableId'>;

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
