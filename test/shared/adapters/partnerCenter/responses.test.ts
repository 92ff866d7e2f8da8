import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  agreementMetadata,
  confirmations,
  countryInformation,
  customerList,
  partnerList,
  relationshipList,
} from '../../../../shared/adapters/partnerCenter/responses.ts';

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
    ['2019-08-26 10:30:00Z', '2019-08-26T10:30:00.000Z'],
    ['6/1/2017 12:00:00 AM', '2017-06-01T00:00:00.000Z'],
    ['11/30/2026 1:05:09 PM', '2026-11-30T13:05:09.000Z'],
  ])('read %s as %s, wherever this computer stands', (dateAgreed, expected) => {
    for (const zone of ['America/New_York', 'Pacific/Auckland', 'UTC']) {
      vi.stubEnv('TZ', zone);
      expect(
        confirmations.parse(confirmation(dateAgreed)).customerAgreements[0]?.dateAgreed?.toISOString(),
      ).toBe(expected);
    }
  });

  const unreadableDates = [1566777600, '26.08.2019', '2019-13-45T00:00:00', '2026-02-30', '13/1/2017', {}];
  const good = { type: 'MicrosoftCustomerAgreement', dateAgreed: '2024-01-01T00:00:00' };

  it.each(unreadableDates)('do not guess what the date %j means', (dateAgreed) => {
    expect(confirmations.safeParse(confirmation(dateAgreed)).success).toBe(false);
  });

  it.each([
    ...unreadableDates.map((dateAgreed) => ({ ...good, dateAgreed })),
    ...[undefined, null, 3, {}, 'YetToCome'].map((type) => ({ ...good, type })),
    ...[null, 'agreement', 5],
  ])('count the good one beside %j', (strange) => {
    for (const items of [
      [strange, good],
      [good, strange],
    ]) {
      expect(confirmations.parse({ items }).customerAgreements).toHaveLength(1);
    }
  });

  it.each([
    '',
    null,
    undefined,
    '0001-01-01T00:00:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.9999999',
  ])('have no date where it is %j', (dateAgreed) => {
    expect(confirmations.parse(confirmation(dateAgreed)).customerAgreements).toMatchObject([
      { dateAgreed: null },
    ]);
  });

  it('are told by their type in any case, and not by one that is no word', () => {
    const typed = (type: unknown) => confirmations.parse({ items: [{ ...good, type }] }).customerAgreements;
    expect(['microsoftcustomeragreement', 'MICROSOFTCUSTOMERAGREEMENT'].flatMap(typed)).toHaveLength(2);
    expect([null, undefined, 0, 3].flatMap(typed)).toEqual([]);
  });

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

  it('leaves out a row without an id, and reads the others', () => {
    const id = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
    const items = [null, { id: 'tailspin' }, { id, companyProfile: 'none', relationshipToPartner: 4 }];
    expect(customerList.parse({ items, links: null }).items).toMatchObject([{ id }]);
  });

  it.each([{ items: [{ id: 'tailspin' }] }, { items: {} }, {}, [], null])('is not read out of %j', (json) => {
    expect(customerList.safeParse(json).success).toBe(false);
  });
});

describe('every collection', () => {
  const shapes = { confirmations, agreementMetadata, customerList, relationshipList, partnerList };

  it.each(Object.entries(shapes))('of %s may be empty in all of Microsoft’s ways', (_name, shape) => {
    const empty = [
      { totalCount: 0 },
      { items: null },
      { totalCount: 0, items: null },
      { items: [] },
      { items: [null] },
    ];
    for (const json of empty) expect(shape.safeParse(json)).toMatchObject({ success: true });
  });

  it.each(Object.entries(shapes))('of %s is not empty because it cannot be read', (_name, shape) => {
    for (const json of [
      {},
      null,
      [],
      'none',
      { totalCount: 2 },
      { totalCount: 2, items: null },
      { items: 'none' },
    ]) {
      expect(shape.safeParse(json).success).toBe(false);
    }
  });
});

describe('the rules of a country', () => {
  const rules = { states: ['WA'], cultures: ['en-US'], languages: ['en'], callingCodes: ['1'] };

  it.each([
    {
      supportedStatesList: ['WA'],
      supportedCulturesList: ['en-US'],
      supportedLanguagesList: ['en'],
      countryCallingCodesList: ['1'],
    },
    {
      states: { value: ['WA'] },
      supportedCultures: { value: ['en-US'] },
      supportedLanguages: { value: ['en'] },
      countryCallingCodes: { value: ['1'] },
    },
    {
      supportedStatesList: { value: ['WA'] },
      states: null,
      supportedCultures: ['en-US', null],
      supportedLanguagesList: ['en'],
      supportedLanguages: {},
      countryCallingCodes: ['1'],
    },
  ])('are read out of %j', (lists) => {
    expect(countryInformation.parse({ iso2Code: 'US', ...lists })).toMatchObject(rules);
  });

  it('may be silent on everything', () => {
    const silent = countryInformation.parse({
      iso2Code: null,
      supportedStatesList: null,
      isStateRequired: 'True',
    });
    expect(silent).toMatchObject({ states: [], cultures: [], languages: [], isStateRequired: true });
  });
});
