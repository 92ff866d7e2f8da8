import { expect, it } from 'vitest';
import { spanned } from '../../../../shared/adapters/telemetry/spanned.ts';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import { telemetryInMemory } from '../../../fakes/telemetry.ts';

it('writes one line of JSON for each metric, in the form that alerts read', () => {
  const telemetry = telemetryInMemory();
  telemetry.gauge('queue.depth', 3, { queue: 'agreement-mails' });
  telemetry.count('mail.sender.refused');
  expect(telemetry.lines).toEqual([
    '{"metric":"queue.depth","value":3,"queue":"agreement-mails"}',
    '{"metric":"mail.sender.refused","value":1}',
  ]);
});

it("times work, passes on what comes of it, and says how it ended without others' words", async () => {
  const telemetry = telemetryInMemory();
  expect(await telemetry.span('mail.send', {}, async () => 'done')).toBe('done');
  const fail = (failure: Error) =>
    telemetry.span('mail.send', { operation: 'send' }, () => Promise.reject(failure));
  await expect(fail(new AgreementError('MAIL_THROTTLED', 'x'))).rejects.toMatchObject({
    code: 'MAIL_THROTTLED',
  });
  await expect(fail(new Error('tania@tailspintoys.example'))).rejects.toThrow('tania');
  expect(telemetry.lines).toEqual([
    '{"span":"mail.send","outcome":"ok","durationMs":5,"trace":"00-trace"}',
    '{"span":"mail.send","outcome":"MAIL_THROTTLED","durationMs":5,"trace":"00-trace","operation":"send"}',
    '{"span":"mail.send","outcome":"INTERNAL_ERROR","durationMs":5,"trace":"00-trace","operation":"send"}',
  ]);
});

it('puts a span around every call of a port', async () => {
  const telemetry = telemetryInMemory();
  const port = spanned(telemetry, 'partnerCenter.call', {
    double: async (n: number) => n * 2,
    fail: () => Promise.reject(new Error('x')),
  });
  expect(await port.double(21)).toBe(42);
  await expect(port.fail()).rejects.toThrow('x');
  expect(telemetry.lines.map((line) => (JSON.parse(line) as { operation: string }).operation)).toEqual([
    'double',
    'fail',
  ]);
});
