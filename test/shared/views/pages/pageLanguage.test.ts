import { expect, test } from 'vitest';
import { pageLanguage } from '../../../../shared/views/pages/pageLanguage.ts';

test.each([
  [null, 'en'],
  ['', 'en'],
  ['fr', 'fr'],
  ['fr-CH, fr;q=0.9, en;q=0.8', 'fr'],
  ['da, en-GB;q=0.8, de;q=0.9', 'de'],
  ['ja;q=0, es', 'es'],
  ['*;q=0.5', 'en'],
  ['HE-il', 'he'],
  ['xx;q=nonsense, ar', 'ar'],
  [', ,;q=1', 'en'],
])('a browser that asks for %s reads %s', (asked, language) => {
  expect(pageLanguage(asked)).toBe(language);
});
