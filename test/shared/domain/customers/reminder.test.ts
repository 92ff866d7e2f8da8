import { describe, expect, it } from 'vitest';
import { append } from '../../../../shared/domain/customers/history.ts';
import type { AgreementRecord } from '../../../../shared/domain/customers/record.ts';
import { decideReminder } from '../../../../shared/domain/customers/reminder.ts';
import { nextStep } from '../../../../shared/domain/customers/schedule.ts';
import { checkRules } from '../../../fakes/checkRules.ts';
import { discovered, none, start } from './records.ts';
import type { EventData } from '../../../../shared/domain/customers/agreementEvent.ts';

const dayMs = 24 * 3_600_000;
const day = (days: number): Date => new Date(start.getTime() + days * dayMs);
const rules = { firstMs: 3 * dayMs, everyMs: 3 * dayMs, limit: 5 };
const recipient = { firstName: 'T', lastName: null, email: 't@tailspintoys.example', phone: null };

const created = (delivery: 'email' | 'link'): EventData => ({
  ...{ type: 'invitationCreated', number: 1, kind: 'existingCustomer', delivery, recipient },
  ...{ language: 'en', note: null, expiresAt: day(30), operationId: delivery === 'email' ? 'op' : null },
});
const sent: EventData = {
  type: 'invitationSent',
  number: 1,
  sending: 1,
  operationId: 'op',
  remindAt: day(3),
};

function recordAfter(...happenings: EventData[]): AgreementRecord {
  return append(undefined, [discovered, none, ...happenings], { at: start, by: { kind: 'system' } }).record;
}
const context = (now: Date) => ({ now, rules, mailId: (...parts: number[]) => parts.join('.') });

/** Decides at each instant and goes on with what was decided. */
function remind(record: AgreementRecord, days: readonly number[]) {
  const reminded: [number, string][] = [];
  let current = record;
  for (const at of days.map(day)) {
    const decided = decideReminder(current, context(at));
    if (decided.length === 0) continue;
    current = append(current, decided, { at, by: { kind: 'system' } }).record;
    const [mail] = current.mails.slice(-1);
    reminded.push([(at.getTime() - start.getTime()) / dayMs, mail?.operationId ?? '']);
    const { operationId = '' } = mail ?? {};
    const note: EventData = {
      type: 'reminderSent',
      number: 1,
      sending: 1,
      reminder: reminded.length,
      operationId,
    };
    current = append(current, [note], { at, by: { kind: 'system' } }).record;
  }
  return { reminded, record: current };
}

describe('reminders', () => {
  it('go out after three days, then every three, five at most', () => {
    const { reminded } = remind(recordAfter(created('email'), sent), [...Array(30).keys()]);
    expect(reminded.map(([at]) => at)).toEqual([3, 6, 9, 12, 15]);
    expect(reminded.map(([, id]) => id)).toEqual(['1.1.1', '1.1.2', '1.1.3', '1.1.4', '1.1.5']);
  });

  it('make one of what a sweep has missed, and go on from there', () => {
    const { reminded } = remind(recordAfter(created('email'), sent), [14, 14, 15, 17]);
    expect(reminded.map(([at]) => at)).toEqual([14, 17]);
  });

  it.each<[string, EventData[]]>([
    ['nothing was mailed', [created('link')]],
    ['the mail still waits', [created('email')]],
    ['it was cancelled', [created('email'), sent, { type: 'invitationCancelled', number: 1 }]],
    ['the reader declined', [created('email'), sent, { type: 'invitationDeclined', number: 1 }]],
    [
      'it bounced',
      [created('email'), sent, { type: 'invitationUndeliverable', number: 1, sending: 1, reason: 'bounced' }],
    ],
    [
      'the customer accepted',
      [
        created('email'),
        sent,
        {
          type: 'standingChecked',
          standing: {
            kind: 'accepted',
            acceptance: { path: 'customerDirect', acceptedAt: null, signatory: null },
          },
        },
      ],
    ],
  ])('do not go out when %s', (_why, happenings) => {
    expect(decideReminder(recordAfter(...happenings), context(day(4)))).toEqual([]);
  });

  it('are not stopped by an opened link, since mail scanners open links', () => {
    const record = recordAfter(created('email'), sent, { type: 'invitationOpened', number: 1 });
    expect(decideReminder(record, context(day(4)))).toHaveLength(1);
  });

  it('end with the invitation', () => {
    const record = recordAfter(created('email'), sent);
    expect(decideReminder(record, context(day(30)))).toEqual([]);
    expect(nextStep(record, { now: day(30), lastCheckedAt: day(30) }, checkRules)).toBe('expire');
  });

  it('begin anew when somebody sends the mail once more', () => {
    const { record } = remind(recordAfter(created('email'), sent), [3, 6]);
    const again = append(
      record,
      [
        { type: 'invitationResent', number: 1, sending: 2, operationId: 'op2', expiresAt: day(37) },
        { type: 'invitationSent', number: 1, sending: 2, operationId: 'op2', remindAt: day(10) },
      ],
      { at: day(7), by: { kind: 'system' } },
    ).record;
    expect(decideReminder(again, context(day(9)))).toEqual([]);
    expect(decideReminder(again, context(day(10)))).toMatchObject([{ sending: 2, reminder: 1 }]);
  });
});
