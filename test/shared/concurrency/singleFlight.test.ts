import { expect, it } from 'vitest';
import { createLines } from '../../../shared/concurrency/inLine.ts';
import { createSingleFlight } from '../../../shared/concurrency/singleFlight.ts';

const never = () => new Promise<never>(() => undefined);

it('runs the work of a key once, and once more for all who came meanwhile', async () => {
  const singleFlight = createSingleFlight();
  let runs = 0;
  let release: () => void = () => undefined;
  const work = async () => {
    runs += 1;
    if (runs === 1) await new Promise<void>((resolve) => (release = resolve));
    return 'mayRepeat' as const;
  };
  const first = singleFlight('a', work);
  expect(await Promise.all([singleFlight('a', work), singleFlight('a', work)])).toEqual(['joined', 'joined']);
  release();
  expect(await first).toBe('done');
  expect(runs).toBe(2);
});

it('gives a key back that its holder keeps for ever', async () => {
  const singleFlight = createSingleFlight(10);
  await expect(singleFlight('a', never)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(await singleFlight('a', async () => 'rests')).toBe('done');
});

it('keeps the order of a line, whatever fails in it', async () => {
  const inLine = createLines();
  const order: number[] = [];
  const one = inLine('a', async () => void order.push(1));
  const two = inLine('a', () => Promise.reject(new Error('two')));
  const three = inLine('a', async () => void order.push(3));
  await expect(two).rejects.toThrow('two');
  await Promise.all([one, three]);
  expect(order).toEqual([1, 3]);
});

it('holds up a line no longer than its limit', async () => {
  const inLine = createLines(10);
  void inLine('a', never);
  expect(await inLine('a', async () => 'next')).toBe('next');
});
