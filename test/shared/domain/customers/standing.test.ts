import { describe, expect, it } from 'vitest';
import { append } from '../../../../shared/domain/customers/history.ts';
import type { AgreementRecord, Standing, UnknownReason } from '../../../../shared/domain/customers/record.ts';
import {
  decideStanding,
  fingerprintOf,
  isJudgedOtherwise,
  judge,
  type ConfirmedAgreement,
} from '../../../../shared/domain/customers/standing.ts';
import { statusReason } from '../../../../shared/domain/customers/statusReason.ts';
import { acceptedDirectly, at, none, recordAfter } from './records.ts';

const now = new Date('2026-03-02T09:00:00Z');
const cutoff = { reacceptanceCutoff: new Date('2023-04-01T00:00:00Z'), cutoffCoversDirect: false };
const unseen = { now, directSeenAt: null };
const confirmed = (day: string): ConfirmedAgreement => ({
  path: 'partnerAttestation',
  acceptedAt: new Date(`${day}T00:00:00Z`),
  signatory: { firstName: 'Tania', lastName: 'Carr', email: 'SomeEmail@example.com', phone: '1234567890' },
});
const read = (signedDirectly: boolean, agreements: readonly ConfirmedAgreement[] | null) =>
  judge({ kind: 'read', signedDirectly, confirmed: agreements }, cutoff, unseen);

describe('judge', () => {
  it.each<[string, Standing['kind'], Standing]>([
    ['counts a direct acceptance, which has no date', 'accepted', read(true, null)],
    ['knows of none when both sources are empty', 'none', read(false, [])],
    ['counts an attestation of the cut-off day', 'accepted', read(false, [confirmed('2023-04-01')])],
    ['lets an attestation before the cut-off lapse', 'lapsed', read(false, [confirmed('2023-03-31')])],
    [
      'does not know what could not be read',
      'unknown',
      judge({ kind: 'unreadable', reason: 'noRelationship' }, cutoff, unseen),
    ],
  ])('%s', (_what, kind, standing) => {
    expect(standing.kind).toBe(kind);
  });

  it('lets an attestation before the cut-off count until the cut-off has come', () => {
    const heard = { kind: 'read', signedDirectly: false, confirmed: [confirmed('2026-01-01')] } as const;
    const rules = { reacceptanceCutoff: new Date('2026-04-01T00:00:00Z'), cutoffCoversDirect: false };
    const kindAt = (instant: Date) => judge(heard, rules, { ...unseen, now: instant }).kind;
    expect(kindAt(now)).toBe('accepted');
    expect(kindAt(rules.reacceptanceCutoff)).toBe('lapsed');
    const [before, after] = [now, rules.reacceptanceCutoff].map((instant) =>
      judge(heard, rules, { ...unseen, now: instant }),
    );
    expect(before && isJudgedOtherwise(before, rules, rules.reacceptanceCutoff)).toBe(true);
    expect(after && isJudgedOtherwise(after, rules, rules.reacceptanceCutoff)).toBe(false);
    expect(isJudgedOtherwise(read(true, null), rules, rules.reacceptanceCutoff)).toBe(false);
  });

  describe('with a cut-off that concerns direct acceptances, too', () => {
    const rules = { reacceptanceCutoff: new Date('2026-04-01T00:00:00Z'), cutoffCoversDirect: true };
    const after = new Date('2026-04-02T00:00:00Z');
    const direct = (...agreements: ConfirmedAgreement[]) =>
      ({ kind: 'read', signedDirectly: true, confirmed: agreements }) as const;
    it.each<[string, Date | null, ConfirmedAgreement[], Date, Standing['kind'], string]>([
      ['counts one seen before until the cut-off has come', now, [], now, 'accepted', 'customerDirect'],
      ['lets one lapse that was first seen before', now, [], after, 'lapsed', 'customerDirect'],
      ['counts one first seen since', after, [], after, 'accepted', 'customerDirect'],
      ['counts one that nobody has seen before', null, [], after, 'accepted', 'customerDirect'],
      [
        'is renewed by an attestation',
        now,
        [confirmed('2026-04-01')],
        after,
        'accepted',
        'partnerAttestation',
      ],
      ['is not renewed by an older one', now, [confirmed('2026-03-01')], after, 'lapsed', 'customerDirect'],
    ])('%s', (_what, directSeenAt, agreements, instant, kind, path) => {
      const standing = judge(direct(...agreements), rules, { now: instant, directSeenAt });
      expect(standing).toMatchObject({ kind, acceptance: { path } });
    });

    it('judges a record by the day on which the acceptance was first seen, however often it was read since', () => {
      const record = recordAfter(acceptedDirectly, { type: 'checkRequested' }, acceptedDirectly);
      expect(record.standing).toMatchObject({ acceptance: { firstSeenAt: at(1) } });
      const outdated = (covers: boolean) =>
        isJudgedOtherwise(record.standing, { ...rules, cutoffCoversDirect: covers }, after);
      expect([outdated(true), outdated(false)]).toEqual([true, false]);
      const anew = recordAfter(acceptedDirectly, none, acceptedDirectly);
      expect(anew.standing).toMatchObject({ acceptance: { firstSeenAt: at(3) } });
    });
  });

  it('counts an agreement without a date, but one with a date tells more', () => {
    const undated: ConfirmedAgreement = { ...confirmed('2020-01-01'), acceptedAt: null };
    expect(read(false, [undated])).toMatchObject({ kind: 'accepted', acceptance: { acceptedAt: null } });
    for (const both of [
      [undated, confirmed('2019-08-26')],
      [confirmed('2019-08-26'), undated],
    ]) {
      expect(read(false, both).kind).toBe('lapsed');
    }
  });

  it('takes the newest of several attestations, in any order', () => {
    const standing = read(false, [confirmed('2019-08-26'), confirmed('2024-01-01'), confirmed('2022-05-05')]);
    expect(standing).toMatchObject({
      kind: 'accepted',
      acceptance: { acceptedAt: new Date('2024-01-01T00:00:00Z') },
    });
  });
});

describe('the contacts of earlier agreements', () => {
  const by = (day: string, email: string): ConfirmedAgreement => {
    const { signatory, ...agreement } = confirmed(day);
    return { ...agreement, signatory: signatory && { ...signatory, email } };
  };

  it('are kept with an acceptance that has lapsed, since none of them can confirm another', () => {
    const standing = read(false, [by('2019-08-26', 'first@x.example'), by('2022-05-05', 'second@x.example')]);
    expect(standing).toMatchObject({
      acceptance: { signatory: { email: 'second@x.example' } },
      earlierSignatories: [{ email: 'first@x.example' }],
    });
    const another = read(false, [by('2019-08-26', 'third@x.example'), by('2022-05-05', 'second@x.example')]);
    expect(fingerprintOf(standing)).not.toBe(fingerprintOf(another));
  });

  it('are at most ten, the newest', () => {
    const days = Array.from({ length: 12 }, (_, index) => `2010-01-${String(index + 10)}`);
    const standing = read(
      false,
      days.map((day) => by(day, `${day}@x.example`)),
    );
    const earlier = standing.kind === 'lapsed' ? (standing.earlierSignatories ?? []) : [];
    expect(earlier.map(({ email }) => email)).toEqual(
      days
        .toReversed()
        .slice(1, 11)
        .map((day) => `${day}@x.example`),
    );
  });

  it('are not kept with one that counts', () => {
    expect(read(false, [confirmed('2019-08-26'), confirmed('2024-01-01')])).not.toHaveProperty(
      'earlierSignatories',
    );
  });
});

describe('a Cloud Agreement', () => {
  const cloudAgreement = { acceptedAt: new Date('2019-05-06T00:00:00Z'), signatory: null };
  const heard = (agreements: ConfirmedAgreement[]): Standing =>
    judge({ kind: 'read', signedDirectly: false, confirmed: agreements, cloudAgreement }, cutoff, unseen);

  it('is never an acceptance, however new', () => {
    const recent = { ...cloudAgreement, acceptedAt: new Date('2026-01-01T00:00:00Z') };
    const standing = judge(
      { kind: 'read', signedDirectly: false, confirmed: [], cloudAgreement: recent },
      cutoff,
      unseen,
    );
    expect(standing).toEqual({ kind: 'none', cloudAgreement: recent });
    expect(heard([confirmed('2022-01-01')])).toMatchObject({ kind: 'lapsed', cloudAgreement });
  });

  it('is news once, and in the history from then on', () => {
    const [seen] = decideStanding(recordAfter(none), heard([]), now);
    expect(seen).toEqual({ type: 'standingChecked', standing: { kind: 'none', cloudAgreement } });
    const record = recordAfter(none, ...(seen ? [seen] : []));
    expect(record.status).toBe('required');
    expect(decideStanding(record, heard([]), now)).toEqual([]);
    expect(fingerprintOf(heard([]))).not.toBe(fingerprintOf({ kind: 'none' }));
  });
});

describe('decideStanding', () => {
  const unknown: Standing = { kind: 'unknown', reason: 'tokenWithoutMfa' };

  it('says nothing without news', () => {
    expect(decideStanding(recordAfter(none), { kind: 'none' }, now)).toEqual([]);
    expect(decideStanding(recordAfter(acceptedDirectly), read(true, null), now)).toEqual([]);
  });

  it('answers a request for a check even without news', () => {
    expect(decideStanding(recordAfter(none, { type: 'checkRequested' }), { kind: 'none' }, now)).toHaveLength(
      1,
    );
  });

  const after = (record: AgreementRecord, heard: Standing): AgreementRecord => {
    const happenings = decideStanding(record, heard, now);
    return happenings.length === 0
      ? record
      : append(record, happenings, { at: at(9), by: { kind: 'system' } }).record;
  };

  it('never takes an acceptance away on a failed read, nor calls the read a proof of it', () => {
    const record = recordAfter(acceptedDirectly, { type: 'checkRequested' });
    const failed = after(record, { kind: 'unknown', reason: 'noRelationship' });
    expect([failed.status, failed.checkedAt]).toEqual(['accepted', record.checkedAt]);
    expect(statusReason(failed)?.code).toBe('noRelationship');
  });

  it('says unknown instead of required when Microsoft could not be asked', () => {
    expect(after(recordAfter(none), unknown)).toMatchObject({ status: 'unknown', standing: unknown });
  });

  it.each<[UnknownReason, boolean]>([
    ['noRelationship', false],
    ['refused', false],
    ['unreadable', false],
    ['signInFailed', true],
    ['tokenWithoutMfa', true],
    ['unavailable', true],
  ])('after %s, whether the wish for a check stays is %s', (reason, stays) => {
    const record = after(recordAfter(none, { type: 'checkRequested' }), { kind: 'unknown', reason });
    expect(record.checkRequestedAt !== null).toBe(stays);
  });

  it('answers each request for a check that fails for good, also with the same failure again', () => {
    const heard: Standing = { kind: 'unknown', reason: 'noRelationship' };
    const failed = after(recordAfter(none), heard);
    expect(decideStanding(failed, heard, now)).toEqual([]);
    const asked = append(failed, [{ type: 'checkRequested' }], { at: at(9), by: { kind: 'system' } }).record;
    expect(decideStanding(asked, heard, now)).toMatchObject([{ type: 'checkFailed', isFinal: true }]);
    expect(after(asked, heard).checkRequestedAt).toBeNull();
  });

  it('tells a failure once, and that it is over when a read works again', () => {
    const failed = after(recordAfter(acceptedDirectly), unknown);
    expect(decideStanding(failed, unknown, now)).toEqual([]);
    const mended = after(failed, read(true, null));
    expect([mended.failedCheck, mended.status, statusReason(mended)]).toEqual([null, 'accepted', null]);
  });

  it('takes an acceptance away when Microsoft says that there is none', () => {
    expect(after(recordAfter(acceptedDirectly), { kind: 'none' }).status).toBe('required');
  });
});
