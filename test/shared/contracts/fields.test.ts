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
    ['ann@xn--e1afmkfd.xn--p1ai', 'ann@xn--e1afmkfd.xn--p1ai'],
    ['ann@пример.рф', 'ann@xn--e1afmkfd.xn--p1ai'],
    ['ann@München.Example', 'ann@xn--mnchen-3ya.example'],
    ['r&d@example.com', 'r&d@example.com'],
    ['sales/eu@example.com', 'sales/eu@example.com'],
    ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
    ['  ann@example.com\t\n', 'ann@example.com'],
    ['\u00a0ann@example.com\u3000', 'ann@example.com'],
  ])('may be %j, and is %s then', (input, expected) => {
    expect(accepts(emailAddress, input)).toBe(expected);
  });
  it.each([
    ['a quoted local part', '"ann lee"@example.com'],
    ['an address literal', 'ann@[192.0.2.1]'],
    ['an address as domain', 'ann@192.0.2.1'],
    ['an address in hexadecimal', 'ann@0x7f.1'],
    ['a percent sign in the domain', 'ann@exa%6dple.com'],
    ['a dot at the end of the local part', 'ann.@example.com'],
    ['two dots', 'ann..lee@example.com'],
    ['two @', 'ann@lee@example.com'],
    ['an underscore in the domain', 'ann@a_b.example'],
    ['one label', 'ann@localhost'],
    ['a comment', 'ann(work)@example.com'],
    ['another script before the @', 'анна@example.com'],
    ['a blank within', 'ann lee@example.com'],
    ['a hyphen at the end of a label', 'ann@example-.com'],
    ['a dot at the end', 'ann@example.com.'],
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
    'a left-to-right mark\u200e and a right-to-left mark\u200f',
    'می\u200cخواهم',
    '👨\u200d👩\u200d👧\u200d👦 and 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    'one\ttwo',
  ])('keeps %j', (note) => {
    expect(accepts(freeText(500), note)).toBe(note);
  });
  it.each(['\r', '\r\n', '\u2028', '\u2029', '\v', '\u0085'])('has a line end for %j', (end) => {
    expect(accepts(freeText(500), `one${end}two`)).toBe('one\ntwo');
  });
  it('is counted as a person counts', () => {
    const family = '👨🏽\u200d👩🏽\u200d👧🏽\u200d👦🏽';
    expect(accepts(freeText(10), family.repeat(8))).toBe(family.repeat(8));
    expect(refuses(freeText(10), family.repeat(11))).toBe(true);
    expect(refuses(freeText(10), `a${'\u0301'.repeat(1000)}`)).toBe(true);
    expect(accepts(freeText(3), 'नमस्ते'.slice(0, 3))).toBe('नमस');
  });
  it.each([
    ['too long', 'x'.repeat(501)],
    ['a bell', 'ring\u0007'],
    ['an override', 'a\u202Eb'],
    ['an embedding', 'a\u202Ab'],
    ['an isolate', 'a\u2066b\u2069'],
    ['a blank that nobody sees', 'a\u200bb'],
    ['tags without a flag', 'a\u{e0067}b'],
    ['half a character', 'a\ud83d'],
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
