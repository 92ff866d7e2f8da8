import { describe, expect, it } from 'vitest';
import { readinessByDomainQuery, readinessQuery } from '../../../../shared/contracts/customers/readiness.ts';

describe('the domain that readiness is asked for by', () => {
  it.each([
    ['tailspintoys.example', 'tailspintoys.example'],
    ['TailspinToys.Example', 'tailspintoys.example'],
    ['tailspintoys.example.', 'tailspintoys.example'],
    ['MÜNCHEN.example', 'münchen.example'],
    ['mu\u0308nchen.example.', 'münchen.example'],
    ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
  ])('%s is %s', (domain, expected) => {
    expect(readinessByDomainQuery.parse({ domain }).domain).toBe(expected);
  });

  it.each([
    ...['', '.', '..', 'example', 'example.', 'a..example', 'a.example..', '.a.example', 'a b.example'],
    ...[
      'a.example/',
      'a@b.example',
      'a.example:443',
      "a'b.example",
      'a.example\n',
      `${'a.'.repeat(130)}example`,
    ],
  ])('%j is none', (domain) => {
    expect(readinessByDomainQuery.safeParse({ domain }).success).toBe(false);
  });
});

describe('the age that readiness may have', () => {
  it.each([
    ['0', 0],
    ['99999999', 99_999_999],
  ])('is %s seconds', (maxAgeSeconds, expected) => {
    expect(readinessQuery.parse({ maxAgeSeconds }).maxAgeSeconds).toBe(expected);
  });

  it.each(['', '-1', '1.5', '1e3', '0x10', ' 1', '１', '100000000', 'NaN', 'Infinity'])(
    'is not %j',
    (maxAgeSeconds) => {
      expect(readinessQuery.safeParse({ maxAgeSeconds }).success).toBe(false);
    },
  );
});
