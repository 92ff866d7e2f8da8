import type { TableClient } from '@azure/data-tables';
import { saysMore } from '../../../domain/mail/deliveryReport.ts';
import { addOutcome, breakMs, hardBounces, type Outcomes } from '../../../domain/mail/mailBreaker.ts';
import {
  comeBackMs,
  currentPause,
  emptyLine,
  lineAhead,
  noteCall,
  pauseLine,
  resumeLine,
  takePlace,
  type MailLine,
  type MailQuota,
} from '../../../domain/mail/mailLine.ts';
import type { Clock } from '../../../workflows/ports/ports.ts';
import type { MailDispatch, MailOperation, SendSlot } from '../../../workflows/ports/mailPorts.ts';
import { createSharedRow } from '../kit/sharedRow.ts';
import { isConflict, undefinedIfMissing, storageCall } from '../kit/storageFailure.ts';
import type { Delivery } from '../../../domain/delivery.ts';

export type MailDispatchNeeds = {
  readonly mails: TableClient;
  readonly clock: Clock;
  readonly quota: MailQuota;
  newId(this: void): string;
  sleep(this: void, ms: number): Promise<unknown>;
};

/**
 * What is kept of a mail under its operation id: whose it is, its place, who sends it now, what became of it.
 * The place is an instant, since a number so large would need a type of its own (documented).
 */
type MailRow = {
  customerTenantId: string;
  subject: string;
  placeAt: Date;
  attempts: number;
  holder: string;
  heldUntil: Date;
  delivery: Delivery | '';
};
type Found = MailRow & { readonly etag: string };

const rowKey = 'mail';
/** Longer than an attempt and a question about it may take together, so that no two run at once. */
const attemptMs = 60_000;

/** One line for the mails of all instances, and one row per mail, in Table Storage. */
export function createMailDispatch(needs: MailDispatchNeeds): MailDispatch {
  const { mails, clock, quota, newId, sleep } = needs;
  const line = createSharedRow<MailLine>({
    ...{ table: mails, keys: { partitionKey: 'sender', rowKey: 'line' }, sleep },
    begin: (known) => known ?? emptyLine,
  });
  const outcomes = createSharedRow<{ outcomes: Outcomes }>({
    ...{ table: mails, keys: { partitionKey: 'sender', rowKey: 'outcomes' }, sleep },
    begin: (known) => known ?? { outcomes: '' },
  });
  const changeLine = (decide: (line: MailLine) => MailLine): Promise<void> =>
    line.change((known) => ({ state: decide(known), answer: undefined }));

  return {
    takeSlot: (mail) => storageCall(() => turn(mail)),
    release: (operationId) =>
      storageCall(async () => {
        const keys = { partitionKey: operationId, rowKey };
        await mails.updateEntity({ ...keys, heldUntil: clock.now() }, 'Merge');
      }),
    pause: (reason, ms) =>
      storageCall(() => {
        const now = clock.now();
        const until = new Date(now.getTime() + ms);
        // Places may be taken while we try, and none of them lies behind the pause.
        return changeLine((known) => pauseLine(known, clock.now(), reason, until));
      }),
    resume: () => storageCall(() => changeLine((known) => resumeLine(known, clock.now()))),
    find: (operationId) =>
      storageCall(async () => {
        const row = await find(operationId);
        return row && operationOf(operationId, row);
      }),
    reported: (operationId, delivery) => storageCall(() => reported(operationId, delivery)),
    state: () => storageCall(state),
  };

  async function turn(mail: MailOperation): Promise<SendSlot> {
    const known = await find(mail.operationId);
    return known ? nextTurn(mail, known) : firstTurn(mail);
  }

  async function firstTurn(mail: MailOperation): Promise<SendSlot> {
    const { placeAt, delayMs } = await line.change((known) => {
      const now = clock.now();
      const taken = takePlace(known, now, quota);
      const answer = { placeAt: new Date(taken.atMs), delayMs: comeBackMs(taken.line, taken.atMs, now) };
      return { state: taken.line, answer };
    });
    const mine = newId();
    const row = {
      ...{ partitionKey: mail.operationId, rowKey, customerTenantId: mail.customerTenantId },
      ...{ subject: JSON.stringify(mail.subject), placeAt, delivery: '' },
      ...(delayMs > 0 ? { attempts: 0, holder: '', heldUntil: new Date(0) } : held(0, mine)),
    };
    try {
      await mails.createEntity(row);
    } catch (failure) {
      const winner = isConflict(failure) ? await find(mail.operationId) : undefined;
      if (!winner) throw failure;
      // An earlier try of ours whose reply was lost, or a second message that was faster.
      if (winner.holder !== mine) return nextTurn(mail, winner);
    }
    return delayMs > 0 ? { kind: 'wait', delayMs } : { kind: 'go', isRepeat: false };
  }

  async function nextTurn(mail: MailOperation, row: Found): Promise<SendSlot> {
    const now = clock.now();
    if (row.heldUntil > now) return { kind: 'underWay' };
    const delayMs = comeBackMs(await line.read(), row.placeAt.getTime(), now);
    if (delayMs > 0) return { kind: 'wait', delayMs };
    const mine = newId();
    const keys = { partitionKey: mail.operationId, rowKey };
    try {
      await mails.updateEntity({ ...keys, ...held(row.attempts, mine) }, 'Merge', { etag: row.etag });
    } catch (failure) {
      if (!isConflict(failure)) throw failure;
      if ((await find(mail.operationId))?.holder !== mine) return { kind: 'underWay' };
    }
    if (row.attempts > 0) await changeLine((known) => noteCall(known, clock.now()));
    return { kind: 'go', isRepeat: row.attempts > 0 };
  }

  function held(attempts: number, holder: string): Pick<MailRow, 'attempts' | 'holder' | 'heldUntil'> {
    return { attempts: attempts + 1, holder, heldUntil: new Date(clock.now().getTime() + attemptMs) };
  }

  async function reported(
    operationId: string,
    delivery: Delivery,
  ): Promise<{ isNews: boolean; breaks: boolean }> {
    const row = await find(operationId);
    if (!row || !saysMore(delivery, row.delivery || null)) return { isNews: false, breaks: false };
    const keys = { partitionKey: operationId, rowKey };
    // Two reports at once: the queue retries the one that loses, which then finds what the other left.
    await mails.updateEntity({ ...keys, delivery }, 'Merge', { etag: row.etag });
    if (delivery === 'expanded') return { isNews: true, breaks: false };
    const breaks = await outcomes.change(({ outcomes: known }) => {
      const added = addOutcome(known, delivery === 'bounced');
      return { state: { outcomes: added.outcomes }, answer: added.breaks };
    });
    const until = new Date(clock.now().getTime() + breakMs);
    if (breaks) await changeLine((known) => pauseLine(known, clock.now(), 'bounces', until));
    return { isNews: true, breaks };
  }

  async function state() {
    const now = clock.now();
    const [known, { outcomes: reportedLast }] = await Promise.all([line.read(), outcomes.read()]);
    const pause = currentPause(known, now);
    return {
      ...lineAhead(known, now),
      quota,
      pause: pause && { reason: pause.reason, since: pause.startedAt, until: pause.endsAt },
      reported: reportedLast.length,
      hardBounces: hardBounces(reportedLast),
    };
  }

  function find(operationId: string): Promise<Found | undefined> {
    return undefinedIfMissing(mails.getEntity<MailRow>(operationId, rowKey));
  }
}

function operationOf(operationId: string, { customerTenantId, subject }: MailRow): MailOperation {
  return { operationId, customerTenantId, subject: JSON.parse(subject) as MailOperation['subject'] };
}
