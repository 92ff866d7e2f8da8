import { afterEach, describe, expect, it, vi } from 'vitest';
import { customerList, confirmations } from '../../../../shared/adapters/partnerCenter/responses.ts';

const confirmation = (dateAgreed: unknown, more = {}) => ({
  items: [{ type: 'MicrosoftCustomerAgreement', dateAgreed, ...more }],
});

describe('confirmations', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    ['2019-08-26T00:00:00', '2019-08-26T00:00:00.000Z'],
    ['2019-08-26T23:59:59.1234567', '2019-08-26T23:59:59.123Z'],
    ['2019-08-26T00:00:00Z', '2019-08-26T00:00:00.000Z'],
    ['2019-08-26T00:00:00.000z', '2019-08-26T00:00:00.000Z'],
    ['2019-08-26T00:00:00+02:00', '2019-08-25T22:00:00.000Z'],
    ['2019-08-26T00:00:00-05:00', '2019-08-26T05:00:00.000Z'],
    ['2019-08-26', '2019-08-26T00:00:00.000Z'],
  ])('read %s as %s, wherever this computer stands', (dateAgreed, expected) => {
    for (const zone of ['America/New_York', 'Pacific/Auckland', 'UTC']) {
      vi.stubEnv('TZ', zone);
      expect(
        confirmations.parse(confirmation(dateAgreed)).customerAgreements[0]?.dateAgreed.toISOString(),
      ).toBe(expected);
    }
  });

  it.each([1566777600, '26.08.2019', '2019-13-45T00:00:00', '', null, undefined])(
    'do not guess what the date %j means',
    (dateAgreed) => {
      expect(confirmations.safeParse(confirmation(dateAgreed)).success).toBe(false);
    },
  );

  it('leave other agreements alone, however they look', () => {
    const items = [{ type: 'MicrosoftCloudAgreement', dateAgreed: 5 }, { type: 'YetToCome' }];
    expect(confirmations.parse({ items, totalCount: 2 })).toEqual({
      customerAgreements: [],
      cloudAgreements: [],
    });
  });

  it('may lack the contact or parts of it', () => {
    const parts = [{}, { primaryContact: null }, { primaryContact: { firstName: 'Tania', lastName: null } }];
    for (const part of parts) {
      expect(confirmations.safeParse(confirmation('2024-01-01T00:00:00', part)).success).toBe(true);
    }
  });
});

describe('the list of customers', () => {
  it('keys customers by lower-case tenant id', () => {
    const id = '14876998-C0DC-46E6-9D0C-65A57A6C32EC';
    expect(customerList.parse({ items: [{ id }] }).items[0]?.id).toBe(id.toLowerCase());
  });

  it.each([{ items: [{ id: 'tailspin' }] }, { items: {} }, {}, [], null])('is not read out of %j', (json) => {
    expect(customerList.safeParse(json).success).toBe(false);
  });
});
