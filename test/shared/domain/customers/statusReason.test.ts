import { describe, expect, it } from 'vitest';
import { readiness } from '../../../../shared/domain/customers/readiness.ts';
import { unknownReasons, type UnknownReason } from '../../../../shared/domain/customers/record.ts';
import { statusReason } from '../../../../shared/domain/customers/statusReason.ts';
import { recordAfter } from './records.ts';

describe('the reason of a customer that cannot be read', () => {
  const reasonFor = (domain: string, reason: UnknownReason) =>
    statusReason({ ...recordAfter(), domain, standing: { kind: 'unknown', reason } })?.code;
  const ofTheCustomer: readonly UnknownReason[] = [
    'noRelationship',
    'customerNotFound',
    'accessDenied',
    'refused',
    'unreadable',
  ];

  it.each(unknownReasons)(
    'in a national cloud is the cloud, unless we could not ask at all: %s',
    (reason) => {
      const expected = ofTheCustomer.includes(reason) ? 'otherCloud' : reason;
      expect(reasonFor('contoso.onmicrosoft.us', reason)).toBe(expected);
      expect(reasonFor('contoso.partner.onmschina.cn', reason)).toBe(expected);
    },
  );

  it.each(unknownReasons)('elsewhere is what Microsoft said: %s', (reason) => {
    expect(reasonFor('contoso.onmicrosoft.com', reason)).toBe(reason);
  });

  it('is the cloud after a check that failed, too, and the customer stays unknown', () => {
    const failed = recordAfter({ type: 'checkFailed', reason: 'accessDenied', isFinal: true });
    const record = { ...failed, domain: 'contoso.onmicrosoft.us' };
    expect([record.status, readiness(record).code]).toEqual(['unknown', 'STATUS_UNKNOWN']);
    expect(statusReason(record)).toEqual({
      code: 'otherCloud',
      detail: expect.stringContaining('national cloud') as unknown,
    });
  });
});
