import { expect, test } from 'vitest';
import { describeError, nameError } from '../../../../infra/local/host/log.ts';

test('an error is described by name, code, status and stack frames, never by its message', () => {
  const error = Object.assign(new TypeError('anna@example.com\n    at Anna (secret.ts:1:1)\nis gone'), {
    code: 'ENOTFOUND',
    statusCode: 404,
  });
  const described = describeError(error);
  expect(described).toMatch(/^TypeError \(ENOTFOUND, 404\)\n {4}at .*log\.test\.ts/);
  expect(described).not.toMatch(/anna|secret|gone/i);
});

test('an error without message, without stack or thrown as something else is described too', () => {
  expect(describeError(new RangeError())).toMatch(/^RangeError\n {4}at /);
  expect(describeError(Object.assign(new Error('secret'), { stack: undefined }))).toBe('Error');
  expect(nameError('secret')).toBe('a thrown string');
});
