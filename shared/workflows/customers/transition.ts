import { AgreementError } from '../../domain/errors.ts';
import type { AttestationId } from '../../domain/customers/attestationId.ts';
import { append } from '../../domain/customers/history.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { mailedAddress, refuseTooManyMails } from '../../domain/customers/pendingMails.ts';
import { noticesAfter } from '../../domain/customers/notices.ts';
import { nextDueAt } from '../../domain/customers/schedule.ts';
import { allowMail } from '../mail/allowMail.ts';
import type { Current } from '../ports/recordPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { receiptOf, replay } from '../idempotency.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { retryOnConflict } from '../retryOnConflict.ts';
import type { Actor, MicrosoftTrace } from '../../domain/actor.ts';
import type { EventData } from '../../domain/customers/agreementEvent.ts';

export type Step = {
  readonly by: Actor;
  readonly microsoft?: MicrosoftTrace;
  readonly once?: Once<AgreementRecord> | undefined;
  /** Microsoft's id of an attestation that the step names by its digest. */
  readonly attestationId?: AttestationId | undefined;
  /** The mail that it asks for was counted before: see `allowMail`. */
  readonly isMailCounted?: boolean;
  /** Decides anew on every attempt, since the record may have changed. Nothing to do is an empty list. */
  decide(record: AgreementRecord): EventData[];
};

/** What a step needs, whatever it is about. */
export type StepNeeds = Pick<
  Needs,
  'agreements' | 'clock' | 'policy' | 'stableId' | 'recipientLimits' | 'mailsFor' | 'mailWakeUps'
>;

/**
 * Moves one customer on: read, decide, store record, events, mails and receipt in one transaction.
 * On a conflict another change was faster, so the decision is made again on what it left. The mails
 * that the step asks for are stored with it, and go out whatever happens to queue messages.
 *
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND` · `IDEMPOTENCY_KEY_REUSED` · `RECORD_BUSY` ·
 *   `MAIL_LIMIT_REACHED` · what `decide` throws
 */
export async function transition(
  needs: StepNeeds,
  customerTenantId: string,
  step: Step,
): Promise<Outcome<AgreementRecord>> {
  const { agreements } = needs;
  const replayed = () => replay(step.once, (id) => agreements.receipt(customerTenantId, id));
  let isCounted = step.isMailCounted ?? false;
  return retryOnConflict('This customer', async () => {
    const stored = await agreements.current(customerTenantId);
    if (!stored) throw new AgreementError('CUSTOMER_NOT_FOUND', 'There is no customer with this tenant id.');
    let happenings: EventData[];
    try {
      happenings = step.decide(stored.record);
      if (!isCounted) await countMail(needs, stored.record, happenings, step.once);
      isCounted ||= happenings.length > 0;
    } catch (refusal) {
      // The first request may be the very reason why its repeat is refused.
      const first = await replayed();
      if (first) return first;
      throw refusal;
    }
    const isChange = happenings.length > 0;
    if (!isChange && !step.once) return { kind: 'unchanged', record: stored.record };
    // A key is answered the same ever after, also where there was nothing to do: its receipt is stored, or is there.
    const record = await store(needs, stored, happenings, step);
    return record ? { kind: isChange ? 'changed' : 'unchanged', record } : replayed();
  });
}

/** @throws {AgreementError} `MAIL_LIMIT_REACHED` */
async function countMail(
  needs: StepNeeds,
  record: AgreementRecord,
  happenings: readonly EventData[],
  once: Once<AgreementRecord> | undefined,
): Promise<void> {
  refuseTooManyMails(record, happenings, needs.policy.mailLimits, needs.clock.now());
  await allowMail(needs, mailedAddress(record, happenings), once);
}

async function store(
  needs: StepNeeds,
  before: Current,
  happenings: readonly EventData[],
  step: Step,
): Promise<AgreementRecord | undefined> {
  const { agreements, policy, clock, mailWakeUps } = needs;
  const { events, record } = appendAll(needs, before.record, happenings, step);
  const mails = await needs.mailsFor(before.record, record);
  const outcome = await agreements.commit({
    before,
    after: record,
    events,
    dueAt: nextDueAt(record, { now: clock.now(), lastCheckedAt: record.checkedAt }, policy),
    mails,
    receipt: receiptOf(step.once, record),
    attestationId: step.attestationId,
  });
  if (outcome !== 'committed') return undefined;
  if (mails.length > 0) await mailWakeUps.send(record.customerTenantId);
  return record;
}

/** What happened, and then whom it is to be told. */
function appendAll(
  { policy, clock, stableId }: StepNeeds,
  before: AgreementRecord,
  happenings: readonly EventData[],
  { by, microsoft }: Step,
): ReturnType<typeof append> {
  const at = clock.now();
  const step = append(before, happenings, { at, by, microsoft: microsoft ?? null });
  const notices = noticesAfter(before, step.record, {
    tellAgent: policy.notices.agentEmail !== null,
    tellCustomer: policy.notices.tellCustomer,
    isByCustomer: by.kind === 'customer',
    mailId: (...notice) => stableId('mail', before.customerTenantId, 'notice', ...notice),
  });
  if (notices.length === 0) return step;
  const told = append(step.record, notices, { at, by: { kind: 'system' } });
  return { events: [...step.events, ...told.events], record: told.record };
}
