import { describe, expect, it } from 'vitest';
import { readiness } from '../../../../shared/domain/customers/readiness.ts';
import { presentConfirmation } from '../../../../shared/contracts/customers/presentConfirmation.ts';
import type { Attestation } from '../../../../shared/domain/customers/attestation.ts';
import { statusReason } from '../../../../shared/domain/customers/statusReason.ts';
import { recordAfter } from './records.ts';
import { presentWarnings } from '../../../../shared/contracts/customers/presentWarnings.ts';

const unknown = { kind: 'unknown', reason: 'tokenWithoutMfa' } as const;

describe('what is not known', () => {
  it('is not hidden by a failed attestation', () => {
    expect(readiness({ status: 'failed', standing: unknown })).toMatchObject({
      ...{ canOrder: null, code: 'NEEDS_ATTENTION' },
      detail: expect.stringContaining('accepted already is not known') as unknown,
    });
    expect(readiness({ status: 'failed', standing: { kind: 'none' } }).canOrder).toBe(false);
  });

  it.each(['invited', 'undeliverable', 'expired', 'attesting'] as const)(
    'is not hidden by what is %s: nobody can say that the customer may not order',
    (status) => {
      const known = readiness({ status, standing: { kind: 'none' } });
      const { detail, ...rest } = readiness({ status, standing: unknown });
      expect(known.canOrder).toBe(false);
      expect(rest).toEqual({ code: known.code, nextAction: known.nextAction, canOrder: null });
      expect(detail).toMatch(/accepted already is not known/);
      const refused = { status, cannotAcceptDirectly: true } as const;
      const whenUnknown = status === 'attesting' ? rest.code : 'CANNOT_ACCEPT_DIRECTLY';
      expect(readiness({ ...refused, standing: unknown })).toMatchObject({
        canOrder: null,
        code: whenUnknown,
      });
    },
  );

  it('is a warning where a customer is invited, and only then', () => {
    const about = { domain: 'contoso.example', failedCheck: null };
    expect(presentWarnings({ ...about, standing: unknown })).toMatchObject([{ code: 'tokenWithoutMfa' }]);
    expect(presentWarnings({ ...about, standing: { kind: 'none' } })).toEqual([]);
  });

  it('is said beside the failure that shows first, in the reason and in the confirmation', () => {
    const record = recordAfter();
    const failure = { reason: 'attestationRefused', code: '1', correlationId: null } as const;
    const attestation = { failure } as Partial<Attestation> as Attestation;
    const failed = { ...record, status: 'failed', standing: unknown, attestation } as const;
    expect(statusReason(failed)).toMatchObject({
      code: 'attestationRefused',
      detail: expect.stringContaining('is not known') as unknown,
    });
    const confirmation = presentConfirmation(failed, null);
    expect(confirmation).toMatchObject({ provided: null, reason: { code: 'tokenWithoutMfa' } });
    const read = { ...failed, standing: { kind: 'none' }, failedCheck: null } as const;
    expect(statusReason(read)?.detail).not.toContain('is not known');
    expect(presentConfirmation(read, null)).toMatchObject({ provided: false, reason: null });
  });
});

it.each(['invited', 'attesting'] as const)(
  'says of one %s that Microsoft may show it a day later',
  (status) => {
    expect(readiness({ status }).detail).toContain('only on the next business day');
  },
);
