import { describe, expect, it } from 'vitest';
import { decideFailure, readCode } from '../../../../shared/adapters/partnerCenter/failure.ts';

const said = { form: 'json', isOwnWord: false, retryAfterMs: undefined } as const;

describe('decideFailure', () => {
  it.each([
    [401, '900421', { kind: 'refusal', refusal: 'tokenWithoutMfa' }],
    [403, '20002', { kind: 'refusal', refusal: 'noRelationship' }],
    [404, '60003', { kind: 'refusal', refusal: 'customerNotFound' }],
    [404, '1000', { kind: 'refusal', refusal: 'customerNotFound' }],
    [404, '600009', { kind: 'refusal', refusal: 'noAgreements' }],
    [400, '600009', { kind: 'refusal', refusal: 'noAgreements' }],
    [403, '1002', { kind: 'refusal', refusal: 'accessDenied' }],
    [403, '900329', { kind: 'tokenUnsuitable' }],
    [403, '900309', { kind: 'tokenUnsuitable' }],
    [403, '', { kind: 'unavailable' }],
    [401, '', { kind: 'tokenRejected' }],
    [401, '900420', { kind: 'tokenRejected' }],
    [400, '900118', { kind: 'requestRefused' }],
    [400, '1000', { kind: 'requestRefused' }],
    [400, '', { kind: 'unavailable' }],
    [404, '', { kind: 'unavailable' }],
    [409, '', { kind: 'unavailable' }],
    [408, '', { kind: 'unavailable' }],
    [500, '', { kind: 'unavailable' }],
    [503, '20002', { kind: 'unavailable' }],
    [302, '', { kind: 'unavailable' }],
    [204, '', { kind: 'unavailable' }],
  ])('takes %i with code "%s" as %j', (status, code, meaning) => {
    expect(decideFailure({ ...said, isOwnWord: code !== '', status, code })).toEqual(meaning);
  });

  it.each([400, 401, 403, 404, 409])('takes a page with %i for no word of Partner Center’s', (status) => {
    const page = { ...said, status, code: '', form: 'foreign', isOwnWord: true } as const;
    expect(decideFailure(page)).toEqual({ kind: 'unavailable' });
  });

  it('takes a bare refusal only from a call that is known for it', () => {
    const bare = { ...said, status: 404, code: '', form: 'empty' } as const;
    expect(decideFailure({ ...bare, isOwnWord: true })).toEqual({ kind: 'requestRefused' });
    expect(decideFailure(bare)).toEqual({ kind: 'unavailable' });
  });

  it('waits as long as a 429 says, at least a second, or a minute', () => {
    const code = '';
    const after = (retryAfterMs: number | undefined) =>
      decideFailure({ ...said, status: 429, code, retryAfterMs });
    expect(after(0)).toMatchObject({ retryAfterMs: 1_000 });
    expect(after(57_000)).toEqual({ kind: 'throttled', retryAfterMs: 57_000 });
    expect(after(undefined)).toEqual({ kind: 'throttled', retryAfterMs: 60_000 });
  });
});

describe('readCode', () => {
  it.each([
    [{ code: 2000, description: 'Tenant Id must be a GUID.', data: [], source: 'x' }, '2000'],
    [{ code: '20002', description: 'x' }, '20002'],
    [{ code: 600061, message: 'x', errorName: 'x', isRetryable: false }, '600061'],
    [{ statusCode: 404, message: 'Resource not found' }, ''],
    [{ code: { nested: true } }, ''],
    [{ code: 'a code\r\nwith lines' }, ''],
    [{ code: 'x'.repeat(1000) }, ''],
    [[], ''],
    ['text', ''],
    [null, ''],
    [undefined, ''],
  ])('finds in %j the code "%s"', (json, code) => {
    expect(readCode(json)).toBe(code);
  });
});
