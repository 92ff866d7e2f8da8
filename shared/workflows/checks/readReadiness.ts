import { AgreementError, type ErrorCode } from '../../domain/errors.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { lookFailed, type StatusReason } from '../../domain/customers/statusReason.ts';
import { checkNow, type CheckOutcome, type CheckAgreementNeeds } from './checkAgreement.ts';
import { takeLook } from './lookShares.ts';
import { createSharedWork } from '../../concurrency/shareWork.ts';
import { withTimeout } from '../../concurrency/withTimeout.ts';
import type { Needs } from '../ports/ports.ts';
import type { CallerScope } from '../customers/readCustomer.ts';

export type ReadinessAnswer = {
  readonly record: AgreementRecord;
  /** When Microsoft said so, as far as it was looked up. */
  readonly asOf: Date | null;
  readonly now: Date;
  /** Null when the caller set no limit to the age. */
  readonly check: {
    readonly outcome: 'notNeeded' | 'made' | 'failed';
    readonly reason: StatusReason | null;
  } | null;
};

export type ReadinessQuestion = {
  readonly customerTenantId: string;
  readonly sight: CallerScope;
  /** How old the knowledge may be before Microsoft is asked; null: as old as it is. */
  readonly maxAgeMs: number | null;
  /** Names the caller: each caller has a share of the checks at Microsoft. */
  readonly callerKey?: string;
};

/** A shop's buyer is waiting. */
const lookLimitMs = 5_000;
/** Per process: one look per customer at a time, shared by all who ask. */
const createDesk = () => createSharedWork<CheckOutcome | 'beyondShare'>();
const desks = new WeakMap<Needs['agreements'], ReturnType<typeof createDesk>>();

function deskOf({ agreements }: CheckAgreementNeeds): ReturnType<typeof createDesk> {
  const desk = desks.get(agreements) ?? createDesk();
  desks.set(agreements, desk);
  return desk;
}

/**
 * May a customer order, from the record in one point read. Where that is older than the caller bears, first
 * the schedule is read, which knows of looks without news, and then Microsoft is asked, for a bounded time.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND`
 */
export async function readReadiness(
  needs: CheckAgreementNeeds,
  question: ReadinessQuestion,
): Promise<ReadinessAnswer> {
  const { customerTenantId, sight, maxAgeMs } = question;
  const record = (await needs.agreements.current(customerTenantId))?.record;
  if (!record || (sight.resellerTenantId && record.resellerTenantId !== sight.resellerTenantId)) {
    throw new AgreementError('CUSTOMER_NOT_FOUND', 'There is no customer with this tenant id.');
  }
  const now = needs.clock.now();
  if (maxAgeMs === null) return { record, asOf: record.checkedAt, now, check: null };
  const isNewEnough = (at: Date | null): boolean => at !== null && now.getTime() - at.getTime() <= maxAgeMs;
  const notNeeded = { outcome: 'notNeeded', reason: null } as const;
  if (isNewEnough(record.checkedAt)) return { record, asOf: record.checkedAt, now, check: notNeeded };
  const known = await readAgain(needs, record);
  if (isNewEnough(known.asOf)) return { ...known, now, check: notNeeded };

  const check = await lookNow(needs, question);
  return { ...(await readAgain(needs, record)), now: needs.clock.now(), check };
}

async function readAgain({ agreements, schedule }: CheckAgreementNeeds, record: AgreementRecord) {
  const stored = await agreements.find(record.customerTenantId);
  if (!stored) return { record, asOf: record.checkedAt };
  return { record: stored.record, asOf: (await schedule.times(stored)).lastCheckedAt };
}

async function lookNow(
  needs: CheckAgreementNeeds,
  { customerTenantId, callerKey = '' }: ReadinessQuestion,
): Promise<NonNullable<ReadinessAnswer['check']>> {
  const failed = (reason: Parameters<typeof lookFailed>[0]) =>
    ({ outcome: 'failed', reason: lookFailed(reason) }) as const;
  const lookOnce = deskOf(needs);
  const looking = lookOnce(customerTenantId, async () => {
    if (!takeLook(needs, callerKey)) return 'beyondShare';
    const now = needs.clock.now();
    const stored = await needs.agreements.find(customerTenantId);
    return stored ? checkNow(needs, stored, { wantedAt: now, wish: now }) : { kind: 'notDue' };
  });
  const looked = await withTimeout(looking, lookLimitMs);
  if (looked.kind === 'timedOut') return failed('tooLate');
  if (looked.value === 'beyondShare') return failed('throttled');
  if (looked.value.kind === 'notDue') return failed('unavailable');
  const reason = failureOf(looked.value);
  return reason ? failed(reason) : { outcome: 'made', reason: null };
}

const reasonOfCode: Partial<Record<ErrorCode, 'throttled' | 'signInFailed'>> = {
  PARTNER_CENTER_THROTTLED: 'throttled',
  PARTNER_CENTER_SIGN_IN_FAILED: 'signInFailed',
  SECRETS_UNAVAILABLE: 'signInFailed',
};

function failureOf(outcome: CheckOutcome): Parameters<typeof lookFailed>[0] | undefined {
  if (outcome.kind === 'postponed') return reasonOfCode[outcome.code] ?? 'unavailable';
  const { observation } = outcome;
  return observation?.kind === 'unreadable' ? observation.reason : undefined;
}
