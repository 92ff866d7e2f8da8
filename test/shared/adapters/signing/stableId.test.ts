import { expect, it } from 'vitest';
import { stableId } from '../../../../shared/adapters/signing/stableId.ts';

it('gives a version 5 UUID', () => {
  expect(stableId('tenant', 1, 'mail', 2)).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

it('gives the same id for the same parts for ever, so that no mail is sent twice after a release', () => {
  expect(stableId('14876998-c0dc-46e6-9d0c-65a57a6c32ec', 1, 'mail', 2)).toBe(
    '69c2a901-b26a-5440-97a6-ddf70d3f4a56',
  );
});

it('tells apart what a plain joining would confuse', () => {
  const alike = [
    ['a', 'b'],
    ['a,b'],
    ['a|b'],
    ['ab'],
    ['a', 'b', ''],
    ['"a","b"'],
    [1, 11],
    [11, 1],
    ['1', 11],
    [111],
  ];
  expect(new Set(alike.map((parts) => stableId(...parts))).size).toBe(alike.length);
});
