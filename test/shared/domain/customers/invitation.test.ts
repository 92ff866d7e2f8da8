import { describe, expect, it } from 'vitest';
import { mailSettled } from '../../../../shared/domain/customers/pendingMails.ts';
import { append } from '../../../../shared/domain/customers/history.ts';
import {
  decideCancel,
  decideDecline,
  decideExpiry,
  decideInvitation,
  decideOpened,
  decideResend,
  type InvitationRequest,
} from '../../../../shared/domain/customers/invitation.ts';
import type { AgreementRecord } from '../../../../shared/domain/customers/record.ts';
import { acceptedDirectly, at, none, recordAfter } from './records.ts';
import type { EventData } from '../../../../shared/domain/customers/agreementEvent.ts';

const rules = { lifetimeMs: 30 * 24 * 3_600_000, resends: 2, resendWindowMs: 5 * 60_000 };
const mailId = (number: number, sending: number): string => `mail-${String(number)}-${String(sending)}`;
const context = (hours: number) => ({ now: at(hours), rules, mailId });
const request: InvitationRequest = {
  kind: 'existingCustomer',
  delivery: 'email',
  recipient: { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example', phone: null },
  language: 'en',
  note: null,
};
const then = (record: AgreementRecord, happenings: EventData[], hours: number): AgreementRecord =>
  append(record, happenings, { at: at(hours), by: { kind: 'system' } }).record;
const invited = (changes: Partial<InvitationRequest> = {}): AgreementRecord => {
  const record = recordAfter(none);
  return then(record, decideInvitation(record, { ...request, ...changes }, context(2)), 2);
};
/** The mail service took what waits. */
const sent = (record: AgreementRecord): AgreementRecord => {
  const hours = (record.updatedAt.getTime() - at(0).getTime()) / 3_600_000;
  const reminders = { firstMs: 1, everyMs: 1, limit: 0 };
  const settled = record.mails.map((mail) => mailSettled(mail, 'sent', { now: record.updatedAt, reminders }));
  return then(record, settled, hours);
};
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('decideInvitation', () => {
  it('invites a customer and waits for the mail', () => {
    const record = invited();
    expect(record.status).toBe('invited');
    expect(record.mails).toMatchObject([{ kind: 'invitation', operationId: 'mail-1-1', sending: 1 }]);
    expect(record.invitation?.expiresAt).toEqual(new Date(at(2).getTime() + rules.lifetimeMs));
  });

  it('waits for no mail when the partner hands out the link', () => {
    const record = invited({ delivery: 'link' });
    expect([record.status, record.mails]).toEqual(['invited', []]);
  });

  it('refuses a customer who has accepted, and says how', () => {
    expect(() => decideInvitation(recordAfter(acceptedDirectly), request, context(2))).toThrow(
      expect.objectContaining({
        code: 'ALREADY_ACCEPTED',
        details: expect.objectContaining({
          extensions: expect.objectContaining({
            acceptance: expect.objectContaining({ path: 'customerDirect' }),
          }),
        }),
      }),
    );
  });

  it('refuses a customer of a national cloud, where the agreement cannot be accepted', () => {
    const record = { ...recordAfter(none), domain: 'contoso.onmicrosoft.us' };
    expect(() => decideInvitation(record, request, context(2))).toThrow(code('CLOUD_NOT_SUPPORTED'));
  });

  it('gives a link at any time, since it mails nobody', () => {
    const [second, third] = [context(2.01), context(2.02)];
    let record = then(invited(), decideInvitation(invited(), request, second), 2.01);
    record = then(record, decideInvitation(record, request, third), 2.02);
    expect(() => decideInvitation(record, request, context(2.03))).toThrow(code('RESEND_TOO_SOON'));
    expect(decideInvitation(record, { ...request, delivery: 'link' }, context(2.03))).toHaveLength(1);
  });

  it('replaces an earlier invitation, whose number is then closed', () => {
    const first = invited();
    const second = then(first, decideInvitation(first, request, context(3)), 3);
    expect(second.invitation?.number).toBe(2);
    expect(() => decideResend(second, 1, context(4))).toThrow(code('INVITATION_CLOSED'));
  });
});

describe('decideResend', () => {
  it('asks for no other mail while one waits to be sent: a second click sends no second mail', () => {
    let record = invited();
    expect(decideResend(record, 1, context(2.001))).toEqual([]);
    record = sent(record);
    record = then(record, decideResend(record, 1, context(3)), 3);
    expect(decideResend(record, 1, context(3.001))).toEqual([]);
    expect(record.mails).toHaveLength(1);
  });

  it('allows two in five minutes and says when the next may go', () => {
    let record = sent(invited());
    record = sent(then(record, decideResend(record, 1, context(3)), 3));
    record = sent(then(record, decideResend(record, 1, context(3.02)), 3.02));
    expect(() => decideResend(record, 1, context(3.04))).toThrow(
      expect.objectContaining({
        code: 'RESEND_TOO_SOON',
        details: { retryAfterMs: expect.closeTo(156_000, -3) },
      }),
    );
    expect(decideResend(record, 1, context(3.1))).toMatchObject([{ type: 'invitationResent', sending: 4 }]);
  });

  it('counts a new invitation as a resend, so that it is no way around the limit', () => {
    let record = invited();
    record = then(record, decideInvitation(record, request, context(3)), 3);
    record = then(record, decideInvitation(record, request, context(3.01)), 3.01);
    expect(() => decideInvitation(record, request, context(3.02))).toThrow(code('RESEND_TOO_SOON'));
  });

  it('counts no link that was handed out, since nobody was mailed', () => {
    let record = recordAfter(none);
    for (const hours of [2, 2.01, 2.02, 2.03]) {
      record = then(
        record,
        decideInvitation(record, { ...request, delivery: 'link' }, context(hours)),
        hours,
      );
    }
    expect(decideInvitation(record, request, context(2.04))).toHaveLength(1);
  });

  it.each([
    ['an invitation that never was', 2, 'INVITATION_NOT_FOUND'],
    ['number nought', 0, 'INVITATION_NOT_FOUND'],
  ])('knows no %s', (_what, number, expected) => {
    expect(() => decideResend(invited(), number, context(3))).toThrow(code(expected));
  });

  it('refuses a link, which has no mail', () => {
    expect(() => decideResend(invited({ delivery: 'link' }), 1, context(3))).toThrow(
      code('INVITATION_CLOSED'),
    );
  });

  it('mails no reader who has said "not for me"', () => {
    const record = sent(invited());
    const declined = then(record, decideDecline(record, 1), 3);
    expect(() => decideResend(declined, 1, context(4))).toThrow(code('INVITATION_CLOSED'));
  });

  it('takes the place of a reminder that still waits to be sent', () => {
    const record = sent(invited());
    const reminder = { number: 1, sending: 1, reminder: 1, operationId: 'reminder', remindAt: null };
    const reminding = then(record, [{ type: 'reminderRequested', ...reminder }], 3);
    const resent = then(reminding, decideResend(reminding, 1, context(4)), 4);
    expect(resent.mails.map(({ operationId }) => operationId)).toEqual(['mail-1-2']);
  });

  it('opens an expired invitation again', () => {
    const invitedRecord = invited();
    const late = 24 * 31;
    const expired = then(invitedRecord, decideExpiry(invitedRecord, at(late)), late);
    expect(expired.status).toBe('expired');
    const again = then(expired, decideResend(expired, 1, context(late + 1)), late + 1);
    expect([again.status, again.mails.map(({ operationId }) => operationId)]).toEqual([
      'invited',
      ['mail-1-2'],
    ]);
  });
});

describe('decideCancel', () => {
  it('takes the pending mail away with the invitation', () => {
    const record = then(invited(), decideCancel(invited(), 1), 3);
    expect([record.status, record.mails]).toEqual(['required', []]);
  });

  it('is remembered when a new invitation follows', () => {
    const cancelled = then(invited(), decideCancel(invited(), 1), 3);
    const again = then(cancelled, decideInvitation(cancelled, request, context(4)), 4);
    expect([again.cancelledInvitations, again.invitation?.number]).toEqual([[1], 2]);
  });

  it('does nothing the second time, and a cancelled one is not sent again', () => {
    const record = then(invited(), decideCancel(invited(), 1), 3);
    expect(decideCancel(record, 1)).toEqual([]);
    expect(() => decideResend(record, 1, context(4))).toThrow(code('INVITATION_CLOSED'));
  });
});

describe('an acceptance', () => {
  it('fulfils the open invitation, but not one that was cancelled before', () => {
    const cancelled = then(invited(), decideCancel(invited(), 1), 3);
    expect(then(invited(), [acceptedDirectly], 4).invitation?.state).toBe('fulfilled');
    expect(then(cancelled, [acceptedDirectly], 4).invitation?.state).toBe('cancelled');
  });
});

describe('decideDecline', () => {
  it('believes the reader of a mail that was reported undeliverable, and no reader of an older one', () => {
    const bounce = { number: 1, sending: 1, reason: 'bounced' } as const;
    const bounced = then(invited(), [{ type: 'invitationUndeliverable', ...bounce }], 3);
    expect(decideDecline(bounced, 1)).toEqual([{ type: 'invitationDeclined', number: 1 }]);
    expect(decideDecline(bounced, 2)).toEqual([]);
    expect(decideDecline(then(bounced, decideCancel(bounced, 1), 4), 1)).toEqual([]);
  });
});

describe('decideOpened', () => {
  it('notes nothing of an invitation that was cancelled', () => {
    expect(decideOpened(then(invited(), decideCancel(invited(), 1), 3), 1, at(4))).toEqual([]);
  });

  it('notes the first time, and not for an older invitation', () => {
    const record = invited();
    expect(decideOpened(record, 2, at(3))).toEqual([]);
    const opened = then(record, decideOpened(record, 1, at(3)), 3);
    expect(opened.invitation?.openedAt).toEqual(at(3));
    expect(decideOpened(opened, 1, new Date(at(3).getTime() + 60_000))).toEqual([]);
  });

  it('notes a few later times, since an acceptance may follow each; a flood of clicks is noted no more', () => {
    let record = invited();
    const noted: number[] = [];
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      const now = new Date(at(3).getTime() + minute * 60_000);
      const events = decideOpened(record, 1, now);
      if (events.length === 0) continue;
      noted.push(minute);
      record = append(record, events, { at: now, by: { kind: 'customer' } }).record;
    }
    expect(noted).toEqual([0, 10, 20, 30]);
    expect(record.invitation).toMatchObject({ openedAt: at(3), openings: 4 });
  });
});

describe('decideExpiry', () => {
  it('waits for the day and then happens once', () => {
    const record = invited();
    expect(decideExpiry(record, at(3))).toEqual([]);
    const expired = then(record, decideExpiry(record, at(24 * 31)), 24 * 31);
    expect(decideExpiry(expired, at(24 * 32))).toEqual([]);
  });
});
