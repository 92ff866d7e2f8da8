import { describe, expect, it } from 'vitest';
import { readiness } from '../../../../shared/domain/customers/readiness.ts';
import { presentWarnings } from '../../../../shared/contracts/customers/presentWarnings.ts';

const unknown = { kind: 'unknown', reason: 'tokenWithoutMfa' } as const;

describe('what is not known', () => {
  it('is not hidden by a failed attestation', () => {
    expect(readiness({ status: 'failed', standing: unknown })).toMatchObject({
      ...{ canOrder: null, code: 'NEEDS_ATTENTION' },
      detail: expect.stringContaining('could not be asked') as unknown,
    });
    expect(readiness({ status: 'failed', standing: { kind: 'none' } }).canOrder).toBe(false);
  });

  it('is a warning where a customer is invited, and only then', () => {
    const about = { domain: 'contoso.example', failedCheck: null };
    expect(presentWarnings({ ...about, standing: unknown })).toMatchObject([{ code: 'tokenWithoutMfa' }]);
    expect(presentWarnings({ ...about, standing: { kind: 'none' } })).toEqual([]);
  });
});
