import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPageTokens } from '../../../../shared/adapters/signing/pageTokens.ts';
import { createStableLinks } from '../../../../shared/adapters/signing/links.ts';

const key = Buffer.alloc(32, 7);
const start = new Date('2026-03-01T12:00:00Z');
const hourMs = 3_600_000;
const invalid = expect.objectContaining({ code: 'INVALID_CONTINUATION_TOKEN' }) as unknown;
let now = start;
const tokens = createPageTokens({ key, clock: { now: () => now } });

beforeEach(() => {
  now = start;
});

describe('page tokens', () => {
  it('give back the position within their scope', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (scope, position) => {
        expect(tokens.open(scope, tokens.seal(scope, position))).toBe(position);
      }),
    );
  });

  it('are refused in another scope', () => {
    const token = tokens.seal('customers|required|caller-1', 'x');
    expect(() => tokens.open('customers|required|caller-2', token)).toThrow(invalid);
  });

  it('do not let scope and position flow into each other', () => {
    const token = tokens.seal('ab', 'c');
    const body = Buffer.from(token, 'base64url');
    const shifted = Buffer.concat([body.subarray(0, 22), Buffer.from('bc')]).toString('base64url');
    expect(() => tokens.open('a', shifted)).toThrow(invalid);
  });

  it('last 24 hours', () => {
    const token = tokens.seal('s', 'p');
    now = new Date(start.getTime() + 24 * hourMs);
    expect(tokens.open('s', token)).toBe('p');
    now = new Date(start.getTime() + 24 * hourMs + 1);
    expect(() => tokens.open('s', token)).toThrow(invalid);
  });

  it('are refused when a single character differs', () => {
    const token = tokens.seal('s', 'position');
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(() => tokens.open('s', token.slice(0, at) + other + token.slice(at + 1))).toThrow(invalid);
    }
  });

  it.each(['', 'A', '%%%', 'é', 'A'.repeat(100_000)])('refuse the made-up token %#', (forged) => {
    expect(() => tokens.open('s', forged)).toThrow(invalid);
  });

  it('refuse any other spelling of the same bytes', () => {
    const token = tokens.seal('s', 'p');
    expect(() => tokens.open('s', `${token}=`)).toThrow(invalid);
    expect(() => tokens.open('s', ` ${token}`)).toThrow(invalid);
  });

  it('are not interchangeable with links signed by the same secret', () => {
    const url = createStableLinks({ publicUrl: '', key }).url('14876998-c0dc-46e6-9d0c-65a57a6c32ec', 1);
    expect(() => tokens.open('s', url.split('/').at(-1) ?? '')).toThrow(invalid);
  });
});
