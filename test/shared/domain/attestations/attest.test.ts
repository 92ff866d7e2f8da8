import { describe, expect, it } from 'vitest';
import {
  decideAttestation,
  type AttestationContext,
  type AttestationRequest,
} from '../../../../shared/domain/attestations/attest.ts';
import { agreedAtOf, decideProgress } from '../../../../shared/domain/attestations/attestationProgress.ts';
import type { Attestation } from '../../../../shared/domain/customers/attestation.ts';
import { nextPollAt } from '../../../../shared/domain/checks/pollSchedule.ts';
import { readiness } from '../../../../shared/domain/customers/readiness.ts';
import { checkRules } from '../../../fakes/checkRules.ts';
import { recordAfter } from '../customers/records.ts';
import type { EventData } from '../../../../shared/domain/customers/agreementEvent.ts';

const now = new Date('2026-03-02T09:00:00Z');
const hourMs = 3_600_000;
const at = (ms: number): Date => new Date(now.getTime() + ms);
const signatory = { firstName: 'Tania', lastName: 'Carr', email: 'tania@contoso.example', phone: null };
const request: AttestationRequest = {
  ...{ signatory, acceptedAt: null, companyName: null, country: 'FR', language: null, delivery: 'email' },
};
const context: AttestationContext = {
  ...{ now, mode: 'enhanced', lifetimeMs: 30 * 24 * hourMs, defaultLanguage: 'en' },
  mayUpdate: false,
  requestId: (number: number) => `request ${String(number)}`,
};
const decide = (changes: Partial<AttestationRequest> = {}, ...before: EventData[]) =>
  decideAttestation(recordAfter(...before), { ...request, ...changes }, context);
const lapsed = {
  type: 'standingChecked',
  standing: {
    kind: 'lapsed',
    acceptance: { path: 'partnerAttestation', acceptedAt: new Date('2021-01-01T00:00:00Z'), signatory },
  },
} as const;
const requested = (changes: Partial<AttestationRequest> = {}): EventData[] => decide(changes);

describe('the date of the agreement', () => {
  it.each([
    ['that of the acceptance', at(-hourMs), at(-hourMs)],
    ['now, where Microsoft says one in the future', at(hourMs), now],
    ['now, where there is none', null, now],
  ])('is %s', (_what, acceptedAt, expected) => {
    expect(agreedAtOf({ acceptedAt } as Attestation, now)).toEqual(expected);
  });
});

describe('the beginning of an attestation', () => {
  it.each([
    ['now', '2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z', true],
    ['now by a clock that is fast', '2026-03-02T09:00:00Z', '2026-03-02T09:04:00Z', true],
    ['an hour to come', '2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z', false],
    ['midnight UTC as an instant', '2026-03-02T23:00:00Z', '2026-03-03T00:00:00Z', false],
    ['the first day of 2019', '2026-03-02T09:00:00Z', '2019-01-01T00:00:00Z', true],
    ['2018', '2026-03-02T09:00:00Z', '2018-12-31T23:59:59Z', false],
    ['last year', '2026-03-02T09:00:00Z', '2025-03-02T09:00:00Z', true],
  ])('takes an acceptance of %s: at %s, %s, %s', (_when, clock, acceptedAt, isTaken) => {
    const wanted = { ...request, acceptedAt: new Date(acceptedAt) };
    const run = () => decideAttestation(recordAfter(), wanted, { ...context, now: new Date(clock) });
    if (isTaken) expect(run()).toHaveLength(1);
    else expect(run).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it.each([
    ['BR', '2026-11-30T19:38:00Z', '2026-12-01', false],
    ['BR', '2026-11-30T19:38:00Z', '2026-11-30', true],
    ['BR', '2026-12-01T01:54:00Z', '2026-12-01', false],
    ['BR', '2026-12-01T01:55:00Z', '2026-12-01', true],
    ['JP', '2026-11-30T15:00:00Z', '2026-12-01', true],
    ['JP', '2026-11-30T14:54:00Z', '2026-12-01', false],
    ['US', '2026-11-30T13:55:00Z', '2026-12-01', false],
    ['KI', '2026-11-30T10:00:00Z', '2026-12-01', true],
    ['DE', '2026-11-30T22:54:00Z', '2026-12-01', false],
    ['XE', '2026-11-30T10:00:00Z', '2026-12-01', true],
    ['DE', '2026-11-30T22:54:00Z', '2018-12-31', false],
  ])('in %s at %s takes the day %s: %s', (country, clock, day, isTaken) => {
    const now = new Date(clock);
    const wanted = { ...request, country, acceptedAt: new Date(day), isDay: true };
    const run = () => decideAttestation(recordAfter(), wanted, { ...context, now });
    if (!isTaken) return expect(run).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    const [event] = run();
    // Never ahead of our clock, so that the agreement gets this very date.
    const at = new Date(Math.min(new Date(day).getTime(), now.getTime()));
    return expect(event).toMatchObject({ type: 'attestationRequested', acceptedAt: at });
  });

  it('is refused where the customer can still accept ten earlier ones', () => {
    const begun = recordAfter(...requested()).attestation;
    const page = { ...begun, state: 'cancelled', attestationDigest: 'digest' } as Attestation;
    const watching = (count: number) => ({
      ...recordAfter(),
      watchedAttestations: Array.from({ length: count }, (_, index) => ({ ...page, number: index + 1 })),
    });
    expect(decideAttestation(watching(9), request, context)).toHaveLength(1);
    expect(() => decideAttestation(watching(10), request, context)).toThrow(
      expect.objectContaining({ code: 'ATTESTATION_OPEN' }),
    );
  });

  it('takes the language of the country, and falls back in the open', () => {
    expect(decide()).toMatchObject([{ language: 'fr-FR', mailLanguage: 'fr', country: 'FR' }]);
    expect(decide({ language: 'de' })).toMatchObject([
      { language: 'en-US', wantedLanguage: 'de', mailLanguage: 'de' },
    ]);
    expect(() => decide({ language: 'tlh' })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });

  it('is refused for a customer in a national cloud', () => {
    const described: EventData = {
      type: 'customerDescribed',
      ...{
        companyName: 'Fabrikam',
        domain: 'fabrikam.onmicrosoft.us',
        country: 'US',
        resellerTenantId: null,
      },
    };
    expect(() => decide({}, described)).toThrow(expect.objectContaining({ code: 'CLOUD_NOT_SUPPORTED' }));
  });

  it('needs a country that Microsoft offers the agreement in, and never makes one up', () => {
    expect(() => decide({ country: null })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(() => decide({ country: 'CN' })).toThrow(expect.objectContaining({ code: 'COUNTRY_NOT_OFFERED' }));
  });

  it('foresees 600061 for the very contact on record, and for no other', () => {
    expect(() => decide({}, lapsed)).toThrow(expect.objectContaining({ code: 'SIGNATORY_ON_RECORD' }));
    expect(decide({ signatory: { ...signatory, phone: '1' } }, lapsed)).toHaveLength(1);
  });

  it('foresees it for the contact of an earlier agreement, too', () => {
    const earlier = { ...signatory, email: 'earlier@contoso.example' };
    const twice: EventData = { ...lapsed, standing: { ...lapsed.standing, earlierSignatories: [earlier] } };
    expect(() => decide({ signatory: earlier }, twice)).toThrow(
      expect.objectContaining({ code: 'SIGNATORY_ON_RECORD' }),
    );
    expect(decide({ signatory: { ...earlier, lastName: 'Other' } }, twice)).toHaveLength(1);
  });

  it('is refused while the same one is open, and replaces one for somebody else', () => {
    const run = () => decide({}, ...requested());
    expect(run).toThrow(expect.objectContaining({ code: 'ATTESTATION_OPEN' }));
    const other = { ...signatory, email: 'other@contoso.example' };
    expect(decide({ signatory: other }, ...requested())).toMatchObject([
      { number: 2, requestId: 'request 2' },
    ]);
  });

  it('is never replaced once the signatory has accepted', () => {
    const signed: EventData[] = [
      ...requested(),
      {
        type: 'attestationStarted',
        number: 1,
        link: 1,
        attestationDigest: 'a',
        linkExpiresAt: null,
        operationId: null,
      },
      { type: 'attestationSigned', number: 1, attestationDigest: 'a', acceptedAt: now },
    ];
    const other = { ...signatory, email: 'other@contoso.example' };
    expect(() => decide({ signatory: other }, ...signed)).toThrow(
      expect.objectContaining({ code: 'ATTESTATION_OPEN' }),
    );
  });
});

describe('a customer whom the admin center sends back', () => {
  it('is offered attestation as the next step, until it has accepted', () => {
    const record = recordAfter({ type: 'directAcceptanceRefused' });
    expect(readiness({ ...record, status: 'required' })).toMatchObject({
      nextAction: 'attest',
      canOrder: null,
    });
    const acceptance = { path: 'customerDirect', acceptedAt: null, signatory: null } as const;
    const accepted = recordAfter(
      { type: 'directAcceptanceRefused' },
      { type: 'standingChecked', standing: { kind: 'accepted', acceptance } },
    );
    expect(readiness(accepted).code).toBe('READY');
  });
});

describe('the progress of an attestation', () => {
  const waiting: Attestation = {
    ...(recordAfter(...requested()).attestation as Attestation),
    ...{ state: 'waiting', attestationDigest: 'a', linkAt: at(-hourMs) },
  };
  const progress = (
    news: 'pending' | 'accepted' | 'declined' | 'expired' | 'missing',
    changes = {},
    isWanted = false,
  ) =>
    decideProgress(
      { ...waiting, ...changes },
      { progress: news, acceptedAt: null },
      {
        now,
        isWanted,
        requestId: (link) => `link ${String(link)}`,
      },
    ).map(({ type }) => type);

  it('follows Microsoft’s word', () => {
    expect(progress('pending')).toEqual([]);
    expect(progress('accepted')).toEqual(['attestationSigned']);
    expect(progress('declined')).toEqual(['attestationFailed']);
    expect(progress('expired')).toEqual(['attestationLinkEnded']);
    expect(progress('expired', {}, true)).toEqual(['attestationLinkExpired']);
    expect(progress('expired', { link: 40 })).toEqual(['attestationFailed']);
    expect(progress('expired', { closesAt: now })).toEqual(['attestationFailed']);
  });

  it('gives Microsoft a while to know what it has made', () => {
    expect(progress('missing', { linkAt: at(-60_000) })).toEqual([]);
    expect(progress('missing')).toEqual(['attestationLinkEnded']);
  });

  it('is asked for soon, then rarely, soon again after the link was opened, and for ever', () => {
    const link = { linkAt: now, openedAt: null, linkExpiresAt: at(24 * hourMs) };
    const gaps: number[] = [];
    for (let last = now; last < at(40 * hourMs);) {
      const next = nextPollAt(link, last, checkRules.rhythm);
      gaps.push((next.getTime() - last.getTime()) / 60_000);
      last = next;
    }
    expect(gaps.slice(0, 9)).toEqual([2, 3, 5, 10, 20, 20, 60, 120, 240]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(480);
    expect(gaps).toContain(1);
    const opened = nextPollAt({ ...link, openedAt: at(10 * hourMs) }, at(10 * hourMs), checkRules.rhythm);
    expect(opened).toEqual(at(10 * hourMs + 2 * 60_000));
  });
});
