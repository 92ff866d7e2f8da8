import { expect, it } from 'vitest';
import { decideMailFailure, readMailFailure } from '../../../../shared/adapters/email/mailFailure.ts';

it.each([
  [429, 'TooManyRequests', 'MAIL_THROTTLED'],
  [401, 'Denied', 'MAIL_SENDER_REFUSED'],
  [401, '', 'MAIL_SENDER_REFUSED'],
  [403, '', 'MAIL_SENDER_REFUSED'],
  [404, 'DomainNotLinked', 'MAIL_SENDER_REFUSED'],
  [400, 'DomainNotLinked', 'MAIL_SENDER_REFUSED'],
  [400, 'SubscriptionBlocked', 'MAIL_SENDER_REFUSED'],
  [404, 'ResourceNotFound', 'MAIL_SENDER_REFUSED'],
  [404, '', 'MAIL_UNAVAILABLE'],
  [400, '', 'MAIL_UNAVAILABLE'],
  [400, 'RequestBodyValidationError', 'MAIL_REFUSED'],
  [409, 'Conflict', 'MAIL_REFUSED'],
  [413, 'RequestTooLarge', 'MAIL_REFUSED'],
  [413, '', 'MAIL_UNAVAILABLE'],
  [408, '', 'MAIL_UNAVAILABLE'],
  [500, '', 'MAIL_UNAVAILABLE'],
  [503, '', 'MAIL_UNAVAILABLE'],
  [undefined, 'ECONNRESET', 'MAIL_UNAVAILABLE'],
  [undefined, '', 'MAIL_UNAVAILABLE'],
])('takes status %s with code "%s" as %s', (status, code, expected) => {
  expect(decideMailFailure({ status, code, retryAfterMs: undefined })).toMatchObject({ code: expected });
});

it('waits a minute after a 429 that names no time', () => {
  expect(decideMailFailure({ status: 429, code: '', retryAfterMs: undefined }).retryAfterMs).toBe(60_000);
});

it.each([
  null,
  'text',
  new Error('anything'),
  { statusCode: '400', code: 5 },
  { code: 'with spaces and a name' },
])('reads nothing into %j', (error) => {
  expect(readMailFailure(error, new Date())).toEqual({
    status: undefined,
    code: '',
    retryAfterMs: undefined,
  });
});
