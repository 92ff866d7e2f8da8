import { describe, expect, it } from 'vitest';
import type { EventData } from '../../../../shared/domain/customers/agreementEvent.ts';
import { append } from '../../../../shared/domain/customers/history.ts';
import { noticesAfter } from '../../../../shared/domain/customers/notices.ts';
import type { AgreementRecord } from '../../../../shared/domain/customers/record.ts';
import { acceptedDirectly, at, none, recordAfter } from './records.ts';

const recipient = { firstName: null, lastName: null, email: 'tania@tailspintoys.example', phone: null };
const invited: EventData = {
  ...{ type: 'invitationCreated', number: 1, kind: 'existingCustomer', delivery: 'email', recipient },
  ...{ language: 'en', note: null, expiresAt: at(1_000), operationId: 'mail' },
};
const sent: EventData = {
  ...{ type: 'invitationSent', number: 1, sending: 1, operationId: 'mail', remindAt: null },
};
const bounced: EventData = { type: 'invitationUndeliverable', number: 1, sending: 1, reason: 'bounced' };
const then = (record: AgreementRecord, what: EventData) =>
  append(record, [what], { at: at(50), by: { kind: 'system' } }).record;

function told(before: AgreementRecord, what: EventData, changes = {}): string[] {
  const rules = { tellAgent: true, tellCustomer: true, isByCustomer: false, mailId: () => 'id', ...changes };
  return noticesAfter(before, then(before, what), rules).flatMap((notice) =>
    notice.type === 'noticeRequested' ? [`${notice.topic} to ${notice.audience}`] : [],
  );
}

describe('after an acceptance', () => {
  it('agent and customer are told where the customer was asked by a mail that arrived', () => {
    expect(told(recordAfter(none, invited, sent), acceptedDirectly)).toEqual([
      'accepted to agent',
      'accepted to customer',
    ]);
  });

  it('no customer is thanked at an address that bounced, or was never mailed', () => {
    expect(told(recordAfter(none, invited, sent, bounced), acceptedDirectly)).toEqual(['accepted to agent']);
    expect(told(recordAfter(none, invited), acceptedDirectly)).toEqual(['accepted to agent']);
  });

  it('nothing is told of a customer that was not asked', () => {
    expect(told(recordAfter(none), acceptedDirectly)).toEqual([]);
  });

  it('only those are told whom the partner wants told', () => {
    const asked = recordAfter(none, invited, sent);
    expect(told(asked, acceptedDirectly, { tellCustomer: false })).toEqual(['accepted to agent']);
    expect(told(asked, acceptedDirectly, { tellAgent: false })).toEqual(['accepted to customer']);
  });
});

describe('after a mail that bounced', () => {
  it('the agent is told once', () => {
    const asked = recordAfter(none, invited, sent);
    expect(told(asked, bounced)).toEqual(['undeliverable to agent']);
    expect(told(then(asked, bounced), { type: 'checkRequested' })).toEqual([]);
  });
});
