import { expect, it } from 'vitest';
import { reconciling } from '../../../infra/local/followProgress.ts';
import { createProgressLine } from '../../../infra/local/progressLine.ts';

const clear = '\r\u001b[2K';

it('rewrites one line in place on a terminal, below the log, and takes it away at the end', () => {
  const written: string[] = [];
  const line = createProgressLine((text) => void written.push(text), { isTerminal: true });
  line.log('before');
  for (const text of ['1 of 2', '1 of 2', '2 of 2']) line.show(text);
  line.log('during');
  line.show(null);
  line.show(null);
  line.log('after');
  expect(written).toEqual([
    'before\n',
    `${clear}1 of 2`,
    `${clear}2 of 2`,
    `${clear}during\n2 of 2`,
    clear,
    'after\n',
  ]);
});

it('writes a plain line now and then elsewhere, and nothing while nothing goes on', () => {
  const written: string[] = [];
  let nowMs = 0;
  const line = createProgressLine((text) => void written.push(text), {
    isTerminal: false,
    nowMs: () => nowMs,
  });
  line.show(null);
  line.show('1 of 9');
  line.show('2 of 9');
  nowMs = 5_000;
  line.show('3 of 9');
  line.show(null);
  expect(written).toEqual(['1 of 9\n', '3 of 9\n']);
});

it('tells how far a reconciliation is, how fast, how long it takes and what went wrong', () => {
  const startedAt = new Date('2026-03-02T09:00:00Z');
  const after = (minutes: number) => new Date(startedAt.getTime() + minutes * 60_000);
  const run = { id: 'r', state: 'running', startedAt, due: 6000, done: 1000, lastError: null } as const;
  expect(reconciling({ ...run, updatedAt: after(2) })).toBe(
    'Reconciliation: 1,000 of 6,000, 500 per minute, about 10 min left',
  );
  expect(reconciling({ ...run, due: 0, done: 0, updatedAt: startedAt })).toBe(
    'Reconciliation: looking for what is due',
  );
  const lastError = { code: 'PARTNER_CENTER_THROTTLED', at: startedAt } as const;
  expect(reconciling({ ...run, done: 0, updatedAt: startedAt, lastError })).toBe(
    'Reconciliation: 0 of 6,000, last error PARTNER_CENTER_THROTTLED',
  );
});
