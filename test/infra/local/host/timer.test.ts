import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSchedule } from '../../../../infra/local/host/schedule.ts';
import { startBench } from './startFixture.ts';

let bench: Awaited<ReturnType<typeof startBench>>;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench.stop());

test('a timer runs on its schedule, one run at a time, and is told the next occurrence', async () => {
  // Due every second, and each run takes longer than that.
  const host = await bench.start({ TICK: '*/1 * * * * *' });
  await expect.poll(async () => (await ticks()).length).toBeGreaterThanOrEqual(3);
  for (const tick of await ticks()) {
    expect(tick).toMatchObject({ running: 1, isPastDue: false });
    expect(tick.next).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
  }
  await host.stop();

  async function ticks(): Promise<{ timer: string; next: string }[]> {
    const recorded = (await host.recorded()) as { timer: string; next: string }[];
    return recorded.filter((entry) => entry.timer === 'tick');
  }
});

test('runOnStartup runs once at the start; other timers wait for their time', async () => {
  const host = await bench.start();
  await host.untilRecorded({ timer: 'yearly' });
  const recorded = JSON.stringify(await host.recorded());
  expect(recorded.match(/yearly/g)).toHaveLength(1);
  expect(recorded).not.toContain('tick');
  await host.stop();
});

test('a disabled timer does not run', async () => {
  const host = await bench.start({ 'AzureWebJobs.yearly.Disabled': 'true', TICK: '*/1 * * * * *' });
  await host.untilRecorded({ timer: 'tick' });
  expect(JSON.stringify(await host.recorded())).not.toContain('yearly');
  await host.stop();
});

test.each([
  ['0 */5 * * * *', '2026-03-01T10:01:30Z', '2026-03-01T10:05:00Z'],
  ['30 0 6 * * Mon-Fri', '2026-03-06T06:00:30Z', '2026-03-09T06:00:30Z'],
  ['0 0 0 1 Jan,Jul *', '2026-03-01T00:00:00Z', '2026-07-01T00:00:00Z'],
  // Both must match: the next 13th that is a Friday.
  ['0 0 0 13 * Fri', '2026-03-14T00:00:00Z', '2026-11-13T00:00:00Z'],
  // Five fields have no seconds.
  ['15 * * * *', '2026-03-01T10:15:00Z', '2026-03-01T11:15:00Z'],
  // Clocks change in Berlin that night; a schedule is in UTC.
  ['0 30 2 * * *', '2026-03-29T00:00:00Z', '2026-03-29T02:30:00Z'],
])('the schedule %s has its next occurrence after %s at %s', (expression, after, next) => {
  expect(parseSchedule(expression).next(new Date(after))).toEqual(new Date(next));
});

test.each([
  '',
  '* * * *',
  '0 0 0 L * *',
  '0 0 0 ? * *',
  '0 0 0 * * 5#2',
  '0 0 0 15W * *',
  '@daily',
  '0 61 * * * *',
])('the schedule "%s" is refused', (expression) => {
  expect(() => parseSchedule(expression)).toThrow();
});
