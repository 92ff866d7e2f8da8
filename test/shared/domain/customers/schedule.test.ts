import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideInvitation, decideOpened } from '../../../../shared/domain/customers/invitation.ts';
import type { Attestation } from '../../../../shared/domain/customers/attestation.ts';
import { append } from '../../../../shared/domain/customers/history.ts';
import type { AgreementRecord } from '../../../../shared/domain/customers/record.ts';
import {
  nextCheckAt,
  nextDueAt,
  nextLookAt,
  nextStep,
  retryDelayMs,
  checkSnapshotOf,
} from '../../../../shared/domain/customers/schedule.ts';
import { checkRules } from '../../../fakes/checkRules.ts';
import { acceptedDirectly, at, none, recordAfter } from './records.ts';

const dayHours = 24;
const rules = { lifetimeMs: 30 * dayHours * 3_600_000, resends: 2, resendWindowMs: 300_000 };
const recipient = { firstName: null, lastName: null, email: 'tania@tailspintoys.example', phone: null };
const invite = (delivery: 'email' | 'link'): AgreementRecord => {
  const record = recordAfter(none);
  const request = { kind: 'existingCustomer', delivery, recipient, language: 'en', note: null } as const;
  const happenings = decideInvitation(record, request, { now: at(2), rules, mailId: () => 'id' });
  return append(record, happenings, { at: at(2), by: { kind: 'system' } }).record;
};
const system = { at: at(2), by: { kind: 'system' } } as const;
const described = {
  companyName: 'Tailspin',
  domain: 'tailspin.example',
  country: 'US',
  resellerTenantId: null,
};
const hoursUntil = (instant: Date): number => (instant.getTime() - at(0).getTime()) / 3_600_000;

describe('nextCheckAt', () => {
  it('checks a new customer at once', () => {
    expect(nextCheckAt(recordAfter(), null, checkRules)).toEqual(at(0));
  });

  it('looks soon after an invitation and then ever more rarely', () => {
    const record = invite('link');
    const visits: number[] = [];
    let last = at(2);
    for (let visit = 0; visit < 10; visit += 1) {
      last = nextCheckAt(record, last, checkRules);
      visits.push(hoursUntil(last) - 2);
    }
    expect(visits.slice(0, 9)).toEqual([1, 6, 24, 48, 72, 120, 192, 312, 504]);
  });

  it('looks minutes after the link was opened', () => {
    const record = invite('link');
    const opened = append(record, decideOpened(record, 1, at(10)), {
      at: at(10),
      by: { kind: 'customer' },
    }).record;
    expect(hoursUntil(nextCheckAt(opened, at(10), checkRules))).toBeCloseTo(10 + 2 / 60);
  });

  it('leaves who has accepted alone for about a year, not all on the same day', () => {
    const days = hoursUntil(nextCheckAt(recordAfter(acceptedDirectly), null, checkRules)) / dayHours;
    expect(days).toBeGreaterThan(328);
    expect(days).toBeLessThan(366);
  });

  it('spreads the looks at customers that were imported together over a tenth of the wait', () => {
    const record = recordAfter(acceptedDirectly);
    const next = (digits: string) =>
      hoursUntil(nextCheckAt({ ...record, customerTenantId: digits }, null, checkRules)) - 1;
    expect(next('0000')).toBeCloseTo(365 * dayHours);
    expect(next('8000')).toBeCloseTo(0.95 * 365 * dayHours, 0);
    expect(next('ffff')).toBeCloseTo(0.9 * 365 * dayHours);
  });

  it('looks at whoever accepted before a cut-off when the cut-off comes', () => {
    const acceptance = { path: 'partnerAttestation', acceptedAt: at(0), signatory: null } as const;
    const record = recordAfter({ type: 'standingChecked', standing: { kind: 'accepted', acceptance } });
    const reacceptanceCutoff = at(90 * dayHours);
    const next = (last: Date) => nextCheckAt(record, last, { ...checkRules, reacceptanceCutoff });
    expect(next(at(10))).toEqual(reacceptanceCutoff);
    expect(hoursUntil(next(reacceptanceCutoff))).toBeGreaterThan(300 * dayHours);
    expect(nextCheckAt(record, at(10), { ...checkRules, reacceptanceCutoff: at(0) })).not.toEqual(at(0));
    const watch = checkSnapshotOf(
      append(record, [{ type: 'customerDescribed', ...described }], system).record,
    );
    if (!watch) throw new Error('a look is all that it waits for');
    const rules = { ...checkRules, reacceptanceCutoff };
    expect(nextLookAt(watch, { heard: record.standing, lookedAt: at(10) }, rules)).toEqual(
      reacceptanceCutoff,
    );
  });

  it('keeps the rhythm that the partner has set', () => {
    const rhythm = {
      ...checkRules.rhythm,
      afterInvitationMs: [7_200_000],
      acceptedMs: 10 * dayHours * 3_600_000,
    };
    const rules = { ...checkRules, rhythm };
    expect(hoursUntil(nextCheckAt(invite('link'), at(2), rules))).toBe(4);
    expect(hoursUntil(nextCheckAt(invite('link'), at(4), rules))).toBeGreaterThan(27 * dayHours);
    expect(hoursUntil(nextCheckAt(recordAfter(acceptedDirectly), null, rules))).toBeLessThan(
      10 * dayHours + 3,
    );
  });

  it('checks at once when somebody asks', () => {
    expect(nextCheckAt(recordAfter(none, { type: 'checkRequested' }), null, checkRules)).toEqual(at(2));
  });

  it('keeps a wish that came while the clock of somebody else was ahead', () => {
    const record = recordAfter(none, { type: 'checkRequested' });
    expect(nextCheckAt(record, at(5), checkRules)).toEqual(record.checkRequestedAt);
  });
});

describe('nextCheckAt after a failed read', () => {
  it.each([
    ['signInFailed', 0.25],
    ['tokenWithoutMfa', 0.25],
    ['noRelationship', 24],
  ] as const)('comes back after %s in %d hours, also where a check was asked for', (reason, hours) => {
    const record = recordAfter(
      acceptedDirectly,
      { type: 'checkRequested' },
      { type: 'checkFailed', reason, isFinal: false },
    );
    expect(hoursUntil(nextCheckAt(record, null, checkRules)) - 3).toBe(hours);
  });

  it('comes at once when somebody asks after the failure', () => {
    const failed = { type: 'checkFailed', reason: 'noRelationship', isFinal: true } as const;
    expect(nextCheckAt(recordAfter(none, failed, { type: 'checkRequested' }), null, checkRules)).toEqual(
      at(3),
    );
  });
});

describe('nextDueAt', () => {
  it('leaves a check that was asked for to its message for a while', () => {
    const record = recordAfter(none, { type: 'checkRequested' });
    expect(nextDueAt(record, { now: at(2), lastCheckedAt: null }, checkRules)).toEqual(
      new Date(at(2).getTime() + 30_000),
    );
  });

  it('gives the queue message a head start, then the sweep takes over', () => {
    expect(nextDueAt(invite('email'), { now: at(2), lastCheckedAt: null }, checkRules)).toEqual(
      new Date(at(2).getTime() + 30_000),
    );
  });

  it('leaves a reminder out that would come after the attestation has closed', () => {
    const attestation = { state: 'waiting', closesAt: at(10), linkAt: at(2), remindAt: at(11) };
    const record = { ...recordAfter(none), attestation: attestation as unknown as Attestation };
    const due = nextDueAt(record, { now: at(12), lastCheckedAt: at(11) }, checkRules);
    expect(due.getTime()).toBeGreaterThan(at(12).getTime());
    const open = { ...record, attestation: { ...record.attestation, closesAt: at(20) } };
    expect(nextDueAt(open, { now: at(12), lastCheckedAt: at(11) }, checkRules)).toEqual(at(12));
  });

  it('is never in the past and never after the expiry of an open invitation', () => {
    const record = invite('link');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 29 * dayHours }),
        fc.integer({ min: 0, max: 29 * dayHours }),
        (now, last) => {
          const due = nextDueAt(record, { now: at(now), lastCheckedAt: at(last) }, checkRules);
          expect(due >= at(now)).toBe(true);
          expect(due <= (record.invitation?.expiresAt ?? at(0))).toBe(true);
        },
      ),
    );
  });
});

describe('checkSnapshotOf', () => {
  it('has none for a record without a country, which the next look asks for, unless nothing is known', () => {
    const describedRecord = append(
      recordAfter(none),
      [{ type: 'customerDescribed', ...described }],
      system,
    ).record;
    expect(checkSnapshotOf(recordAfter(none))).toBeNull();
    expect(checkSnapshotOf(describedRecord)).not.toBeNull();
    expect(checkSnapshotOf(recordAfter())).not.toBeNull();
  });
});

describe('nextStep', () => {
  const step = (record: AgreementRecord, now: Date, lastCheckedAt: Date | null) =>
    nextStep(record, { now, lastCheckedAt }, checkRules);

  it('sends before it expires, expires before it checks, checks before it waits', () => {
    expect(step(invite('email'), at(3), null)).toBe('sendMail');
    expect(step(invite('link'), at(31 * dayHours), null)).toBe('expire');
    expect(step(invite('link'), at(3), at(2.5))).toBe('check');
    expect(step(invite('link'), at(3), at(3))).toBe('wait');
  });
});

describe('retryDelayMs', () => {
  it.each([
    ['the first wait at first', 0, 0, 30_000],
    ['half the age later', 0.1, 0, 180_000],
    ['half an hour at most', 48, 0, 1_800_000],
    ['what the other side asks for when that is longer', 0, 57_000, 57_000],
  ])('is %s', (_what, ageHours, retryAfterMs, expected) => {
    const times = { wantedAt: at(0), now: at(ageHours) };
    expect(retryDelayMs(30_000, times, retryAfterMs)).toBeCloseTo(expected, -2);
  });
});
