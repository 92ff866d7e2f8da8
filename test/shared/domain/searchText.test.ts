import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstTerm, searchTerms, searchText } from '../../../shared/domain/searchText.ts';

it.each([
  ['Zürich  Käse AG', 'zurich kase ag'],
  ['STRASSE', searchText('Straße')],
  ['ＡＢＣ ﬁne', 'abc fine'],
  ["O'Neill & Söhne/Töchter", 'oneill sohne tochter'],
  ['O’Neill', searchText('oneill')],
  ['Oʼneill', searchText('oneill')],
  ['Ørsted', 'orsted'],
  ['ŁÓDŹ', 'lodz'],
  ['Đakovo', 'dakovo'],
  ['Œuvre Ægir', 'oeuvre aegir'],
  ['أحمد', searchText('احمد')],
  ['المنوّرة', searchText('المنورة')],
  ['المنوره', searchText('المنورة')],
  ['مـــحمد', searchText('محمد')],
  ['شركتی', searchText('شركتي')],
  ['שָׁלוֹם', searchText('שלום')],
  ['חב״ר', searchText('חבר')],
  ['Ёлка', searchText('елка')],
  ['شركة ١٢٣', searchText('شركة 123')],
  ['شرکت ۴۵۶', searchText('شركت 456')],
  ['कंपनी २०२६', searchText('कंपनी 2026')],
  ['𝟙𝟚', '12'],
  ['soft\u00adware', 'software'],
  ['ガ', searchText('ガ')],
  ['ΟΔΟΣ', searchText('οδος')],
  ['İstanbul', searchText('ISTANBUL')],
  ['株式会社コントソ', searchText('株式会社コントソ')],
  ['www.contoso-nord.example', 'www contoso nord example'],
  ['--- ???', ''],
])('compares %s as %s', (text, expected) => {
  expect(searchText(text)).toBe(expected);
});

it('finds a customer by the name from each word on, and by the domain, each once and in order', () => {
  expect(searchTerms({ companyName: 'The Toys', domain: 'toys.example' })).toEqual([
    'the toys',
    'toys',
    'toys example',
  ]);
  expect(searchTerms({ companyName: '!', domain: '' })).toEqual([]);
  expect(firstTerm({ companyName: 'The Toys', domain: 'toys.example' }, 'toy')).toBe('toys');
  expect(firstTerm({ companyName: 'The Toys', domain: 'toys.example' }, 'oys')).toBeUndefined();
});

it('finds a name with an apostrophe as it is written with, without, and from behind it', () => {
  const customer = { companyName: 'The O’Neill Trust', domain: '' };
  for (const typed of ['o’neill', "O'Neill", 'oneill', 'o neill', 'neill', 'the oneill', 'the o neill']) {
    expect(firstTerm(customer, searchText(typed)), typed).toBeDefined();
  }
});

it('tells letters apart where their marks make other letters of them', () => {
  for (const [one, other] of [
    ['か', 'が'],
    ['कि', 'की'],
    ['นา', 'น่า'],
  ] as const) {
    expect(searchText(one)).not.toBe(searchText(other));
  }
});

it('takes the letters for one that Unicode’s collation for searching does', () => {
  const collator = new Intl.Collator('und', { usage: 'search', sensitivity: 'base' });
  for (const letter of 'ßæœøðđħłةى٠٩۵९๙༣') {
    expect(collator.compare(letter, searchText(letter)), letter).toBe(0);
  }
});

it('compares the same however often it is applied, and makes only what a key may hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 150 }), (text) => {
      const once = searchText(text);
      expect(searchText(once)).toBe(once);
      expect(once).toMatch(/^[\p{L}\p{N}\p{M} ]*$/u);
      expect(Array.from(once).length).toBeLessThanOrEqual(100);
    }),
  );
});

it('finds every name by every beginning of it, in any case', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), fc.nat(60), (name, length) => {
      const typed = searchText(Array.from(name.toUpperCase()).slice(0, length).join(''));
      const customer = { companyName: name, domain: 'x.example' };
      expect(
        typed === '' || searchText(name).startsWith(typed) === (firstTerm(customer, typed) !== undefined),
      ).toBe(true);
    }),
  );
});
