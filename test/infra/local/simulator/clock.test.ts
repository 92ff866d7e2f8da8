import { describe, expect, it, vi } from 'vitest';
import { createClock } from '../../../../infra/local/simulator/clock.ts';

const hourMs = 60 * 60_000;

describe('a clock that can be moved', () => {
  it('does what falls due on the way, in the order of its time, each at that time', () => {
    const clock = createClock();
    const start = clock.now().getTime();
    const done: [string, number][] = [];
    const note = (name: string) => () =>
      void done.push([name, Math.round((clock.now().getTime() - start) / hourMs)]);
    clock.at(new Date(start + 5 * hourMs), note('second'));
    clock.at(new Date(start + 2 * hourMs), () => {
      note('first')();
      clock.at(new Date(start + 3 * hourMs), note('made on the way'));
    });
    clock.at(new Date(start + 30 * hourMs), note('later'));
    clock.at(new Date(start + 4 * hourMs), note('called off'))();

    expect(Math.round(((clock.nextAt()?.getTime() ?? 0) - start) / hourMs)).toBe(2);
    clock.moveTo(new Date(start + 24 * hourMs));
    expect(done).toEqual([
      ['first', 2],
      ['made on the way', 3],
      ['second', 5],
    ]);
    expect(clock.now().getTime() - start).toBeGreaterThanOrEqual(24 * hourMs);
    expect(clock.now().getTime() - start).toBeLessThan(25 * hourMs);
  });

  it('goes at normal speed, and never back', async () => {
    const clock = createClock(-hourMs);
    const work = vi.fn();
    clock.at(new Date(clock.now().getTime() + 20), work);
    await vi.waitFor(() => expect(work).toHaveBeenCalledOnce());
    const before = clock.now().getTime();
    clock.moveTo(new Date(before - hourMs));
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(before);
    expect(clock.offsetMs()).toBe(-hourMs);
  });
});
