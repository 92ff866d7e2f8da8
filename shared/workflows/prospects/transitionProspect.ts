import { AgreementError } from '../../domain/errors.ts';
import { prospectNotice } from '../../domain/prospects/decideProspect.ts';
import { prospectDueAt, type Prospect, type ProspectNotice } from '../../domain/prospects/prospect.ts';
import { appendToProspect, type ProspectEventData } from '../../domain/prospects/prospectEvents.ts';
import { composeProspectMail } from './composeProspect.ts';
import type { Needs } from '../ports/ports.ts';
import type { StoredProspect } from '../ports/prospectPorts.ts';
import { receiptOf, replay } from '../idempotency.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { retryOnConflict } from '../retryOnConflict.ts';
import type { Actor, MicrosoftTrace } from '../../domain/actor.ts';

export type ProspectOnce = Once<Prospect>;

export type ProspectStepOptions = {
  readonly by: Actor;
  readonly microsoft?: MicrosoftTrace | null;
  readonly once?: ProspectOnce | undefined;
  /** Decides anew on every attempt, since the prospect may have changed. */
  decide(prospect: Prospect): ProspectEventData[];
  /** Asked once, before a change is stored; throws where it may not be. */
  allow?(prospect: Prospect): Promise<void>;
};

export type ProspectNeeds = Pick<
  Needs,
  'prospects' | 'prospectWakeUps' | 'policy' | 'clock' | 'mailComposer' | 'links' | 'stableId'
>;

/**
 * Moves one prospect on: read, decide, store prospect, history, mail and receipt in one transaction, and wake
 * the function that carries it on.
 * @throws {AgreementError} `INVITATION_NOT_FOUND` · `IDEMPOTENCY_KEY_REUSED` · `RECORD_BUSY` · what `decide` throws
 */
export async function transitionProspect(
  needs: ProspectNeeds,
  id: string,
  { decide, allow, ...step }: ProspectStepOptions,
): Promise<Outcome<Prospect>> {
  let isAllowed = false;
  const replayed = () => replay(step.once, needs.prospects.receipt);
  return retryOnConflict('This invitation', async () => {
    const first = await replayed();
    if (first) return first;
    const stored = await needs.prospects.find(id);
    if (!stored) throw new AgreementError('INVITATION_NOT_FOUND', 'There is no invitation with this id.');
    let happenings: ProspectEventData[];
    try {
      happenings = decide(stored.prospect);
      // Nothing to do is no mail, so it counts for no limit.
      if (happenings.length > 0 && !isAllowed) await allow?.(stored.prospect);
      isAllowed ||= happenings.length > 0;
    } catch (refusal) {
      // The first request may be the very reason why its repeat is refused.
      const winner = await replayed();
      if (winner) return winner;
      throw refusal;
    }
    const isChange = happenings.length > 0;
    if (!isChange && !step.once) return { kind: 'unchanged', record: stored.prospect };
    const record = await storeProspect(needs, stored, { ...step, happenings });
    return record && { kind: isChange ? 'changed' : 'unchanged', record };
  });
}

type TakenStep = Omit<ProspectStepOptions, 'decide' | 'allow'> & {
  readonly happenings: readonly ProspectEventData[];
};

/** Stores a step; undefined when another change was stored first. */
export async function storeProspect(
  needs: ProspectNeeds,
  before: StoredProspect | undefined,
  step: TakenStep,
): Promise<Prospect | undefined> {
  const { prospects, prospectWakeUps, clock, policy } = needs;
  const { once } = step;
  const now = clock.now();
  const { prospect, events } = appendAll(needs, before?.prospect, step);
  const isNewMail = prospect.mail && prospect.mail.operationId !== before?.prospect.mail?.operationId;
  const dueAt = prospectDueAt(prospect, now, policy.wakeUpGraceMs);
  const outcome = await prospects.commit({
    before,
    after: prospect,
    events,
    dueAt,
    mail: isNewMail ? await composeProspectMail(needs, prospect) : null,
    receipt: receiptOf(once, prospect),
  });
  if (outcome !== 'committed') return undefined;
  const isUrgent = dueAt !== null && dueAt.getTime() - now.getTime() <= policy.wakeUpGraceMs;
  if (isUrgent) await prospectWakeUps.send(prospect.id);
  return prospect;
}

/** What happened, and then what the partner's agents are to be told. */
function appendAll(
  { policy, clock, stableId }: ProspectNeeds,
  before: Prospect | undefined,
  { by, microsoft = null, happenings }: TakenStep,
): ReturnType<typeof appendToProspect> {
  const at = clock.now();
  const step = appendToProspect(before, happenings, { at, by, microsoft });
  if (policy.notices.agentEmail === null) return step;
  const mailId = (topic: ProspectNotice, version: number): string =>
    stableId('mail', step.prospect.id, 'relationshipNotice', topic, version);
  const notices = prospectNotice(before, step.prospect, mailId);
  const told = appendToProspect(step.prospect, notices, { at, by: { kind: 'system' } });
  return { prospect: told.prospect, events: [...step.events, ...told.events] };
}
