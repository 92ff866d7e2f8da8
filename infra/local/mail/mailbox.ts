import type { Clock } from '../simulator/clock.ts';
import { createSnapshot } from '../simulator/snapshot.ts';
import type { CapturedMail, PlannedReport, Recipient } from './capturedMail.ts';
import { createDeliveryReport, type DeliveryReport } from './deliveryReport.ts';
import type { ReportStatus } from './fate.ts';
import type { MailSettings } from './settings.ts';
import { createSuppressions, type Suppression, type Suppressions } from './suppressions.ts';

export type Mailbox = {
  /** Newest first. */
  all(): CapturedMail[];
  find(operationId: string): CapturedMail | undefined;
  /** Keeps the mail and plans its delivery reports. */
  add(mail: CapturedMail): void;
  /** Notes that the mail was sent again; the mail itself stays as it was. */
  countRepeat(mail: CapturedMail, sameBody: boolean): void;
  isMessageIdUsed(messageId: string): boolean;
  remove(operationId: string): boolean;
  reports(): readonly DeliveryReport[];
  /** Reports now, whatever was planned or said before; false when the mail did not go to this address. */
  reportNow(mail: CapturedMail, said: SaidReport): boolean;
  suppressions: Suppressions;
  /** Empty again, with no report still to come. */
  clear(): void;
  /** Ends all waiting and writes the snapshot. */
  close(): void;
};

/** Without a recipient it is about the first. */
export type SaidReport = { recipient?: string | undefined; status: ReportStatus; statusMessage: string };

type Options = {
  statePath: string | undefined;
  now(): Date;
  at: Clock['at'];
  settings(): Pick<MailSettings, 'reportCopies' | 'attemptTimeName'>;
  onDeliveryReport: ((report: DeliveryReport) => void | Promise<void>) | undefined;
};

type State = { mails: CapturedMail[]; reports: DeliveryReport[]; suppressions: Suppression[] };

/** The mails the service accepted, and the clockwork that reports what became of them. */
export function createMailbox(options: Options): Mailbox {
  const mails = new Map<string, CapturedMail>();
  const messageIds = new Set<string>();
  /** Reports still to come, by what calls them off. */
  const waiting = new Map<() => void, CapturedMail>();
  const suppressions = createSuppressions();
  let reports: DeliveryReport[] = [];
  const snapshot = createSnapshot<State>(options.statePath, () => ({
    mails: [...mails.values()],
    reports,
    suppressions: suppressions.all(),
  }));

  const saved = snapshot.load();
  if (saved) {
    reports = saved.reports;
    suppressions.load(saved.suppressions);
    for (const mail of saved.mails) keep(mail);
  }

  function keep(mail: CapturedMail): void {
    mails.set(mail.operationId, mail);
    messageIds.add(mail.internetMessageId);
    for (const recipient of mail.recipients) {
      for (const planned of recipient.reports)
        if (planned.reportedAt === null) plan(mail, recipient, planned);
    }
  }

  function plan(mail: CapturedMail, recipient: Recipient, planned: PlannedReport): void {
    const callOff = options.at(new Date(planned.dueAt), () => {
      waiting.delete(callOff);
      report(mail, recipient, planned);
    });
    waiting.set(callOff, mail);
  }

  function report(mail: CapturedMail, recipient: Recipient, planned: PlannedReport): void {
    const now = options.now();
    const { reportCopies, attemptTimeName } = options.settings();
    planned.reportedAt = now.toISOString();
    if (planned.status === 'Bounced') suppressions.add(recipient.address, now);
    const event = createDeliveryReport({
      operationId: mail.operationId,
      sender: (JSON.parse(mail.request.body) as { senderAddress: string }).senderAddress,
      recipient: recipient.address,
      internetMessageId: mail.internetMessageId,
      status: planned.status,
      statusMessage: planned.statusMessage,
      attemptedAt: new Date(mail.operationEndsAt),
      now,
      attemptTimeName,
    });
    for (let copy = 0; copy < reportCopies; copy += 1) {
      reports.push(event);
      hand(event).catch((error: unknown) => {
        console.error('Mail simulator: a delivery report was not taken:', error);
      });
    }
    snapshot.saveSoon();
  }

  async function hand(event: DeliveryReport): Promise<void> {
    await options.onDeliveryReport?.(event);
  }

  function callOffReports(wanted: (mail: CapturedMail) => boolean): void {
    for (const [callOff, mail] of waiting) {
      if (!wanted(mail)) continue;
      callOff();
      waiting.delete(callOff);
    }
  }

  return {
    all: () => [...mails.values()].reverse(),
    find: (operationId) => mails.get(operationId),
    add(mail) {
      keep(mail);
      snapshot.saveSoon();
    },
    countRepeat(mail, sameBody) {
      mail.attempts += 1;
      if (!sameBody) mail.differentBodies += 1;
      snapshot.saveSoon();
    },
    isMessageIdUsed: (messageId) => messageIds.has(messageId),
    remove(operationId) {
      callOffReports((mail) => mail.operationId === operationId);
      snapshot.saveSoon();
      return mails.delete(operationId);
    },
    reports: () => reports,
    reportNow(mail, { recipient: address, status, statusMessage }) {
      const recipient = mail.recipients.find((one) => address === undefined || one.address === address);
      if (!recipient) return false;
      const planned = { status, statusMessage, dueAt: options.now().toISOString(), reportedAt: null };
      recipient.reports.push(planned);
      report(mail, recipient, planned);
      return true;
    },
    suppressions,
    clear() {
      callOffReports(() => true);
      mails.clear();
      messageIds.clear();
      suppressions.clear();
      reports = [];
      snapshot.saveSoon();
    },
    close() {
      callOffReports(() => true);
      snapshot.saveNow();
    },
  };
}
