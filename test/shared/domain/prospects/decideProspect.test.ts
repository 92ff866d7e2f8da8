import { describe, expect, it } from 'vitest';
import {
  decideCandidates,
  decideProspectMailed,
  decideProspectReport,
  decideProspectResend,
  type ProspectContext,
} from '../../../../shared/domain/prospects/decideProspect.ts';
import type { Candidate, Prospect } from '../../../../shared/domain/prospects/prospect.ts';

const now = new Date('2026-03-02T09:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const reminders = { firstMs: 1_000, everyMs: 2_000, limit: 5 };
const context: ProspectContext = {
  now,
  rules: { lifetimeMs: 1_000_000, resends: 2, resendWindowMs: 300_000 },
  mailId: (sending, reminder) => `mail ${String(sending)} ${String(reminder)}`,
};
const link = { url: 'https://admin.example/', resellerName: null };
const prospect = (changes: Partial<Prospect>): Prospect =>
  ({
    ...{ state: 'open', delivery: 'email', link, mail: null, sending: 1, resentAt: [], remindersSent: 0 },
    ...{ candidates: [], dismissed: [], customerTenantId: null, expiresAt: later(1_000_000) },
    ...changes,
  }) as Prospect;
const waiting = (reminder: number) => ({ operationId: 'waiting', reminder, requestedAt: now });

describe('resending to a prospect', () => {
  it('asks for no other mail while the first one waits, or its link is missing', () => {
    expect(decideProspectResend(prospect({ mail: waiting(0) }), context)).toEqual([]);
    expect(decideProspectResend(prospect({ link: null }), context)).toEqual([]);
    expect(decideProspectResend(prospect({ mail: waiting(1) }), context)).toMatchObject([
      { type: 'prospectResent', sending: 2, operationId: 'mail 2 0' },
    ]);
  });

  it('is limited, and says when the next may go', () => {
    const resentAt = [later(-200_000), later(-100_000)];
    expect(() => decideProspectResend(prospect({ resentAt }), context)).toThrow(
      expect.objectContaining({ code: 'RESEND_TOO_SOON', details: { retryAfterMs: 100_000 } }),
    );
  });
});

describe('a mail to a prospect', () => {
  it('plans the next reminder by those that were sent', () => {
    const mailed = (changes: Partial<Prospect>) =>
      decideProspectMailed(prospect(changes), 'waiting', { now, reminders });
    expect(mailed({ mail: waiting(0) })).toMatchObject([{ type: 'mailSent', remindAt: later(1_000) }]);
    expect(mailed({ mail: waiting(4) })).toMatchObject([{ remindAt: later(2_000) }]);
    expect(mailed({ mail: waiting(5) })).toMatchObject([{ remindAt: null }]);
    // The note of the fourth comes after a report has counted the fifth.
    expect(mailed({ mail: waiting(4), remindersSent: 5 })).toMatchObject([{ remindAt: null }]);
  });

  it('that bounced says nothing where the prospect was mailed again since, or is not open', () => {
    const report = { operationId: 'first', delivery: 'bounced', sending: 1 } as const;
    const reported = (changes: Partial<Prospect>) =>
      decideProspectReport(prospect(changes), report, { now, reminders });
    expect(reported({})).toMatchObject([{ type: 'mailRefused', reason: 'bounced' }]);
    expect(reported({ sending: 2 })).toEqual([]);
    expect(reported({ state: 'expired' })).toEqual([]);
  });
});

describe('candidates', () => {
  const candidate = (customerTenantId: string): Candidate => ({
    ...{ customerTenantId, companyName: 'Fourth Coffee', domain: 'x.example', matchedBy: 'company' },
  });

  it('are news once, and never where a person said that it is none of them', () => {
    const known = prospect({ candidates: [candidate('noted')], dismissed: ['dismissed'] });
    const found = ['noted', 'dismissed', 'new'].map(candidate);
    expect(decideCandidates(known, found)).toEqual([
      { type: 'candidatesFound', candidates: [candidate('new')] },
    ]);
    expect(decideCandidates(known, found.slice(0, 2))).toEqual([]);
    expect(decideCandidates({ ...known, state: 'linked' }, found)).toEqual([]);
  });
});
