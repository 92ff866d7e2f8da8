import { expect, test } from 'vitest';
import type { Sent } from './faultWorld.ts';
import { findCallsInPauses, watchPauses } from './watchPauses.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 8, 0, seconds));

test('a call in a pause that everybody could know of is found, and no other', () => {
  const pauses = [
    { at: at(0), endsAt: at(0) },
    { at: at(10), endsAt: at(40) },
    { at: at(20), endsAt: at(40) },
  ];
  const calls = [at(5), at(12), at(39), at(41)];
  expect(findCallsInPauses({ calls, pauses })).toEqual([]);
  const [found, ...others] = findCallsInPauses({ calls: [...calls, at(14)], pauses });
  expect([found, others]).toEqual(['I9 a call 26000 ms before the end of a pause', []]);
});

test('a pause is read from the row as it is stored, by the clock of whoever wrote it', () => {
  const { watched, watch } = watchPauses();
  const json = JSON.stringify({ pauseEndsAt: at(30), holder: 'x' });
  const row: Sent = {
    ...{ service: 'table', number: 1, method: 'PUT', headers: {} },
    ...{ url: "/account/Due(PartitionKey='budget',RowKey='partnerCenter')", body: JSON.stringify({ json }) },
  };
  const verdict = watch(row, 10_000, 'loseReply');
  if (typeof verdict === 'string' || 'answer' in verdict) throw new Error('Nobody looks at the answer.');
  expect(verdict.afterEffect?.('{"odata.error":{"code":"UpdateConditionNotSatisfied"}}')).toBe('loseReply');
  expect(watched.pauses).toEqual([]);
  verdict.afterEffect?.('');
  expect(watched.pauses.map(({ endsAt }) => endsAt)).toEqual([at(20)]);
  expect(watch(row, 0, 'refuse')).toBe('refuse');
});
