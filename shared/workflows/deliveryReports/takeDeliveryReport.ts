import { decideReport, type DeliveryReport } from '../../domain/mail/deliveryReport.ts';
import { decideProspectMailed, decideProspectReport } from '../../domain/prospects/decideProspect.ts';
import type { Prospect } from '../../domain/prospects/prospect.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { changeNotice } from '../webhooks/endpointNotice.ts';
import { transitionProspect, type ProspectNeeds } from '../prospects/transitionProspect.ts';
import type { MailOperation } from '../ports/mailPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';

type TakeDeliveryReportNeeds = ProspectNeeds &
  StepNeeds &
  Pick<Needs, 'mailDispatch' | 'telemetry' | 'webhookEndpoints'>;

export type ReportOutcome =
  | { readonly kind: 'ignored'; readonly why: 'unknownMail' | 'otherRecipient' | 'unknownState' }
  | { readonly kind: 'taken' | 'repeated'; readonly customerTenantId: string };

/**
 * Takes what the mail service reports of one mail. Reports are not signed, so one is believed only of a mail
 * we sent, to the address we sent it to. Reports of other apps on the same mail resource come here, too.
 */
export async function takeDeliveryReport(
  needs: TakeDeliveryReportNeeds,
  report: DeliveryReport,
): Promise<ReportOutcome> {
  const { mailDispatch, telemetry } = needs;
  const { operationId, delivery } = report;
  const ignore = (why: Extract<ReportOutcome, { kind: 'ignored' }>['why']): ReportOutcome => {
    telemetry.count('mail.report.ignored', 1, { why });
    return { kind: 'ignored', why };
  };
  const operation = await mailDispatch.find(operationId);
  if (!operation) return ignore('unknownMail');
  if (!(await isRecipient(needs, operation, report.recipient))) return ignore('otherRecipient');
  if (!delivery) return ignore('unknownState');

  const { customerTenantId, subject } = operation;
  const context = { now: needs.clock.now(), reminders: needs.policy.reminders };
  const by = { kind: 'system' } as const;
  if (subject.kind === 'relationship') {
    const { sending } = subject;
    const decide = (prospect: Prospect) =>
      decideProspectReport(prospect, { operationId, delivery, sending }, context);
    await transitionProspect(needs, customerTenantId, { by, decide });
  } else if (subject.kind === 'relationshipNotice') {
    const decide = (prospect: Prospect) => decideProspectMailed(prospect, operationId, context);
    await transitionProspect(needs, customerTenantId, { by, decide });
  } else if (subject.kind === 'endpointNotice') {
    // May be faster than our own note that it was sent.
    await changeNotice(needs, { endpointId: customerTenantId, operationId, nextAt: null });
  } else {
    const decide = (record: AgreementRecord) =>
      decideReport(record, subject, { ...report, delivery }, context);
    await transition(needs, customerTenantId, { by, decide });
  }
  // Last, since it is what makes a repeat a repeat.
  const { isNews, breaks } = await mailDispatch.reported(operationId, delivery);
  if (isNews) telemetry.count('mail.reported', 1, { delivery, mail: subject.kind });
  if (breaks) telemetry.gauge('mail.paused', 1, { reason: 'bounces' });
  return { kind: isNews ? 'taken' : 'repeated', customerTenantId };
}

/** Once a mail went to a group, its members' own reports come under the same id. */
async function isRecipient(
  needs: TakeDeliveryReportNeeds,
  { customerTenantId, operationId, subject }: MailOperation,
  recipient: string,
): Promise<boolean> {
  const kept = keeperOf(needs, subject);
  const mail = await kept.mail(customerTenantId, operationId);
  return mail?.recipient.toLowerCase() === recipient.toLowerCase();
}

function keeperOf(
  { agreements, prospects, webhookEndpoints }: TakeDeliveryReportNeeds,
  { kind }: MailOperation['subject'],
) {
  if (kind === 'relationship' || kind === 'relationshipNotice') return prospects;
  return kind === 'endpointNotice' ? webhookEndpoints : agreements;
}
