import { expect, it } from 'vitest';
import { prefersHtml } from '../../../shared/edge/prefersHtml.ts';

it.each([
  [null, false],
  ['', false],
  ['*/*', false],
  ['application/json', false],
  ['text/html', true],
  ['TEXT/HTML', true],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['application/json, text/html;q=0.9', false],
  ['text/html;q=0.5, application/json;q=0.4', true],
  ['text/html;charset=utf-8;q=0', false],
  ['text/html;q=nonsense', false],
])('%s: %s', (accept, expected) => {
  expect(prefersHtml(accept)).toBe(expected);
});
