import { describe, expect, it } from 'vitest';
import {
  chooseTemplateLanguage,
  isFallback,
} from '../../../../shared/domain/attestations/agreementTemplate.ts';
import {
  languagesOffered,
  templateCountries,
} from '../../../../shared/domain/attestations/templateCountries.ts';

describe('the countries of the agreement', () => {
  it('are all that are printed, each once, each with en-US', () => {
    expect(templateCountries.length).toBeGreaterThanOrEqual(245);
    expect(new Set(templateCountries).size).toBe(templateCountries.length);
    expect(templateCountries.every((code) => /^[A-Z]{2}$/.test(code))).toBe(true);
    expect(templateCountries.filter((code) => languagesOffered(code)?.[0] !== 'en-US')).toEqual([]);
  });

  it.each(['CN', 'CU', 'IR', 'KP', 'SD', 'SY', 'UK', 'us', ''])('do not include "%s"', (country) => {
    expect(languagesOffered(country)).toBeUndefined();
    expect(() => chooseTemplateLanguage(country, null)).toThrow(
      expect.objectContaining({
        code: 'COUNTRY_NOT_OFFERED',
        details: expect.objectContaining({ extensions: { offeredCountries: templateCountries } }) as unknown,
      }),
    );
  });

  it.each(['US', 'DE', 'SA', 'XK', 'XJ', 'XS', 'XE', 'SS', 'TW'])('include %s', (country) => {
    expect(templateCountries).toContain(country);
  });
});

describe('the language to ask for', () => {
  it.each([
    ['DE', null, 'en-US'],
    ['DE', 'de-DE', 'de-DE'],
    ['DE', 'DE-de', 'de-DE'],
    ['DE', 'de', 'de-DE'],
    ['AT', 'de-AT', 'de-DE'],
    ['DE', 'fr-FR', 'en-US'],
    ['RS', 'sr', 'sr-Latn-RS'],
    ['RS', 'SR-LATN-rs', 'sr-Latn-RS'],
    ['TW', 'zh-TW', 'zh-HK'],
    ['BR', 'pt-PT', 'pt-BR'],
    ['US', 'en-GB', 'en-US'],
  ])('in %s, where %s is wanted, is %s', (country, wanted, language) => {
    expect(chooseTemplateLanguage(country, wanted).language).toBe(language);
  });

  it('is refused where it is offered nowhere, naming what is offered in the country', () => {
    expect(() => chooseTemplateLanguage('DE', 'tlh')).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        details: {
          fields: [
            { pointer: '/language', message: 'is offered nowhere; here the agreement is in en-US and de-DE' },
          ],
        },
      }),
    );
  });
});

it.each([
  [null, 'en-US', false],
  ['en-US', 'en-US', false],
  ['EN-us', 'en-US', false],
  ['de', 'de-DE', false],
  ['de-CH', 'de-DE', true],
  ['de', 'en-US', true],
  ['zh-TW', 'zh-HK', true],
  ['e', 'en-US', true],
])('a wish for %s that gets %s is a fallback: %s', (wanted, given, expected) => {
  expect(isFallback(wanted, given)).toBe(expected);
});
