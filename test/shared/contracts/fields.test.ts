import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import {
  country,
  emailAddress,
  freeText,
  language,
  personName,
  phone,
  tenantId,
} from '../../../shared/contracts/fields.ts';

const accepts = (schema: z.ZodType, input: unknown): unknown => schema.safeParse(input).data;
const refuses = (schema: z.ZodType, input: unknown): boolean => !schema.safeParse(input).success;

describe('a tenant id', () => {
  it('is lower-cased, so that two spellings are one customer', () => {
    expect(accepts(tenantId, '14876998-C0DC-46E6-9D0C-65A57A6C32EC')).toBe(
      '14876998-c0dc-46e6-9d0c-65a57a6c32ec',
    );
  });
  it.each([
    ['nobody', '00000000-0000-0000-0000-000000000000'],
    ['braces', '{14876998-c0dc-46e6-9d0c-65a57a6c32ec}'],
    ['no dashes', '14876998c0dc46e69d0c65a57a6c32ec'],
    ['a line end', '14876998-c0dc-46e6-9d0c-65a57a6c32ec\n'],
    ['a filter', "x' or PartitionKey ne '"],
    ['an object', {}],
  ])('is not %s', (_what, input) => {
    expect(refuses(tenantId, input)).toBe(true);
  });
});

describe('what is said of a wrong tenant id', () => {
  it.each([
    ['14876998', 'is not a tenant id (GUID)'],
    ['00000000-0000-0000-0000-000000000000', 'is the nil GUID, which is nobody'],
  ])('is one thing only: %s %s', (input, message) => {
    expect(tenantId.safeParse(input).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});

describe('a name', () => {
  it.each([
    ['plain', 'Tania', 'Tania'],
    ['trimmed', '  Tania ', 'Tania'],
    ['composed', 'Zoe\u0308', 'Zoë'],
    ['another script', '山田', '山田'],
    ['fifty characters beyond the basic plane', '𠮷'.repeat(50), '𠮷'.repeat(50)],
  ])('may be %s', (_what, input, expected) => {
    expect(accepts(personName, input)).toBe(expected);
  });
  it.each([
    ['empty', ''],
    ['blank', '   '],
    ['51 characters', 'x'.repeat(51)],
    ['two lines', 'Tania\r\nBcc: all@example.com'],
    ['a line separator', 'Tania\u2028Carr'],
    ['a line separator at the end', 'Tania\u2028'],
    ['a line end at the end', 'Tania\n'],
    ['NUL', 'Ta\u0000nia'],
    ['a bidi override', 'Tania\u202Egro.live'],
    ['a bidi isolate', 'Tania\u2066x'],
    ['a zero-width space', 'Ta\u200Bnia'],
    ['fillers that show as nothing', '\u115f\u1160'],
    ['half a surrogate', 'Tania\uD800'],
    ['a number', 7],
  ])('may not be %s', (_what, input) => {
    expect(refuses(personName, input)).toBe(true);
  });
});

describe('an e-mail address', () => {
  it('keeps the local part and lower-cases the domain', () => {
    expect(accepts(emailAddress, 'Tania.Carr@Tailspin.Example')).toBe('Tania.Carr@tailspin.example');
  });
  it.each([
    ['CR LF', 'tania@example.com\r\nBcc: x@example.com'],
    ['a list', 'a@example.com,b@example.com'],
    ['a display name', 'Tania <tania@example.com>'],
    ['65 characters before the @', `${'x'.repeat(65)}@example.com`],
    [
      '255 characters',
      `a@${'x'.repeat(60)}.${'y'.repeat(60)}.${'z'.repeat(60)}.${'w'.repeat(60)}.example.com`,
    ],
    ['no domain', 'tania@'],
    ['a bidi override', 'tania\u202E@example.com'],
  ])('may not have %s', (_what, input) => {
    expect(refuses(emailAddress, input)).toBe(true);
  });
});

describe('a phone number', () => {
  it('may be written as people write it', () => {
    expect(accepts(phone, '+49 (0)30 123-456')).toBe('+49 (0)30 123-456');
  });
  it.each(['call me', '12;34', '1\n2', '', '---'])('may not be %j', (input) => {
    expect(refuses(phone, input)).toBe(true);
  });
});

describe('a language', () => {
  it.each([
    ['en', 'en'],
    ['fr-CA', 'fr'],
    ['DE-at', 'de'],
  ])('%s is written in %s', (tag, expected) => {
    expect(accepts(language, tag)).toBe(expected);
  });
  it.each(['tlh', '', 'e', 'français', 7])('%j is not supported', (tag) => {
    expect(refuses(language, tag)).toBe(true);
  });
});

describe('a note', () => {
  it('may have several lines', () => {
    expect(accepts(freeText(500), 'Dear Tania,\r\nplease accept.')).toBe('Dear Tania,\nplease accept.');
  });
  it.each([
    ['too long', 'x'.repeat(501)],
    ['a bell', 'ring\u0007'],
    ['an override', 'a\u202Eb'],
    ['a lone CR', 'a\rb'],
  ])('may not be %s', (_what, input) => {
    expect(refuses(freeText(500), input)).toBe(true);
  });
});

describe('a country', () => {
  it.each([
    ['gb', 'GB'],
    [' GR ', 'GR'],
    ['CN', 'CN'],
    ['XK', 'XK'],
  ])('%j is %s', (input, code) => {
    expect(accepts(country, input)).toBe(code);
  });

  it.each([
    ['UK', 'is not an ISO 3166-1 code: the code of this country is GB'],
    ['el', 'is not an ISO 3166-1 code: the code of this country is GR'],
    ['ZZ', 'is not an ISO 3166-1 code'],
    ['Germany', 'is not an ISO 3166-1 code'],
    ['', 'is not an ISO 3166-1 code'],
    ['ß', 'is not an ISO 3166-1 code'],
  ])('of %j is said that it %s', (input, message) => {
    expect(country.safeParse(input).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
