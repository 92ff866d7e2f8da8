import { fateOf, type Fate, type ReportStatus } from './fate.ts';
import { mailHeader, type MailRequest } from './mailRequest.ts';
import type { MailSettings } from './settings.ts';

export type PlannedReport = {
  status: ReportStatus;
  statusMessage: string;
  dueAt: string;
  reportedAt: string | null;
};

export type Recipient = { address: string; kind: 'to' | 'cc' | 'bcc'; reports: PlannedReport[] };

/** One accepted mail as it is kept; times are RFC 3339. */
export type CapturedMail = {
  operationId: string;
  internetMessageId: string;
  receivedAt: string;
  /** How often it was sent with this operation id, the first included. */
  attempts: number;
  /** How many of those had other bytes than the first. */
  differentBodies: number;
  operationEndsAt: string;
  failure: { code: string; message: string } | null;
  recipients: Recipient[];
  request: { method: string; url: string; headers: Record<string, string>; body: string };
};

export type OperationStatus = 'Running' | 'Succeeded' | 'Failed';

type Arrival = {
  operationId: string;
  now: Date;
  settings: MailSettings;
  request: CapturedMail['request'];
  mail: MailRequest;
  isSuppressed(address: string): boolean;
};

/** Decides, when a mail is accepted, all that will become of it. */
export function captureMail({
  operationId,
  now,
  settings,
  request,
  mail,
  isSuppressed,
}: Arrival): CapturedMail {
  const { to, cc, bcc } = mail.recipients;
  const addressed = [
    ...(to ?? []).map(({ address }) => ({ address, kind: 'to' as const })),
    ...(cc ?? []).map(({ address }) => ({ address, kind: 'cc' as const })),
    ...(bcc ?? []).map(({ address }) => ({ address, kind: 'bcc' as const })),
  ].map((one) => ({ ...one, fate: fateOf(one.address, isSuppressed(one.address)) }));
  const slow = addressed.some(({ fate }) => fate.slow);
  const endsAtMs = now.getTime() + (slow ? settings.slowProcessingMs : settings.processingMs);
  const sender = mail.senderAddress;
  return {
    operationId,
    internetMessageId:
      mailHeader(mail, 'message-id') ?? `<${operationId}@${sender.slice(sender.lastIndexOf('@') + 1)}>`,
    receivedAt: now.toISOString(),
    attempts: 1,
    differentBodies: 0,
    operationEndsAt: new Date(endsAtMs).toISOString(),
    failure: findFailure(addressed.map(({ fate }) => fate)),
    recipients: addressed.map(({ address, kind, fate }) => ({
      address,
      kind,
      reports: fate.reports.map((report, index) => ({
        ...report,
        dueAt: new Date(endsAtMs + settings.deliveryMs * (index + 1)).toISOString(),
        reportedAt: null,
      })),
    })),
    request,
  };
}

function findFailure(fates: readonly Fate[]): CapturedMail['failure'] {
  const [first] = fates;
  if (!first?.dropped || fates.some((fate) => !fate.dropped)) return null;
  // Codes: third party (public issues).
  return fates.every((fate) => fate.dropped === 'EmailDroppedAllRecipientsSuppressed')
    ? {
        code: 'EmailDroppedAllRecipientsSuppressed',
        message: 'Message dropped because all recipients were suppressed',
      }
    : { code: 'EmailDropped', message: 'Message dropped' };
}

export function operationStatus(mail: CapturedMail, now: Date): OperationStatus {
  if (now.getTime() < Date.parse(mail.operationEndsAt)) return 'Running';
  return mail.failure ? 'Failed' : 'Succeeded';
}

/** Where the mail to one recipient is: on its way, or what the last report said. */
export function recipientStatus(mail: CapturedMail, recipient: Recipient, now: Date): string {
  const reported = recipient.reports.filter((report) => report.reportedAt !== null).at(-1);
  if (reported) return camelCase(reported.status);
  return operationStatus(mail, now) === 'Running' ? 'queued' : mail.failure ? 'dropped' : 'outForDelivery';
}

/** The same for the whole mail; `mixed` when its recipients fared differently. */
export function deliveryStatus(mail: CapturedMail, now: Date): string {
  const all = new Set(mail.recipients.map((recipient) => recipientStatus(mail, recipient, now)));
  const [only = 'queued'] = all;
  return all.size === 1 ? only : 'mixed';
}

function camelCase(status: ReportStatus): string {
  return status.charAt(0).toLowerCase() + status.slice(1);
}
