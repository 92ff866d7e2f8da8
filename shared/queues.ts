/** Queues of this app. A message is a wake-up call only: losing it or getting it twice changes nothing. */
export const queues = {
  /** A record waits for a mail to be sent. */
  mails: 'agreement-mails',
  /** A record wants a look at Microsoft. */
  checks: 'agreement-checks',
  /** A notification of Partner Center wants to be followed. */
  events: 'partner-center-events',
  /** A record wants its attestation carried on at Partner Center. */
  attestations: 'agreement-attestations',
  /** Event Grid puts the mail service's delivery reports here; these messages are news, not wake-up calls. */
  deliveryReports: 'mail-delivery-reports',
  /** A reconciliation was requested. */
  reconciliations: 'reconciliation-requests',
  /** An endpoint of another system has messages to be sent. */
  webhooks: 'webhook-deliveries',
  /** A relationship invitation wants to be carried on. */
  prospects: 'relationship-invitations',
  /** A file of invitations or attestations wants to be carried on. */
  imports: 'customer-imports',
} as const;

/** Where the Functions host puts a message after its last attempt (documented). */
export function poisonQueue(queueName: string): string {
  return `${queueName}-poison`;
}
