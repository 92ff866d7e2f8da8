import { expect, it } from 'vitest';
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
