import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addOutcome, hardBounces } from '../../../../shared/domain/mail/mailBreaker.ts';
import {
  currentPause,
  emptyLine,
  lineAhead,
  noteCall,
  pauseLine,
  resumeLine,
  takePlace,
  waitMs,
  type MailLine,
} from '../../../../shared/domain/mail/mailLine.ts';

const start = new Date('2026-03-02T09:00:00Z');
const at = (ms: number): Date => new Date(start.getTime() + ms);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const quota = { perMinute: 30, perHour: 100 };

/** Takes so many places at one instant; answers the waits. */
function take(line: MailLine, count: number, now: Date): { line: MailLine; waits: number[] } {
  const waits: number[] = [];
  let current = line;
  for (let index = 0; index < count; index += 1) {
    const taken = takePlace(current, now, quota);
    current = taken.line;
    waits.push(waitMs(current, taken.atMs, now));
  }
  return { line: current, waits };
}

/** The most that any window of this length holds. */
function busiest(times: readonly number[], windowMs: number): number {
  return Math.max(
    0,
    ...times.map((from) => times.filter((one) => one >= from && one < from + windowMs).length),
  );
}

describe('the line of mails', () => {
  it('lets a minute have thirty and an hour a hundred, as soon as may be and in order', () => {
    const { waits } = take(emptyLine, 250, start);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.slice(0, 30)).toEqual(Array<number>(30).fill(0));
    expect(busiest(waits, minuteMs)).toBe(30);
    expect(busiest(waits, hourMs)).toBe(100);
    expect(waits.at(-1)).toBeLessThan(2.2 * hourMs);
  });

  it('never gives too many, whenever mails come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 * minuteMs }), { maxLength: 60 }), (gaps) => {
        let now = 0;
        let line = emptyLine;
        const times: number[] = [];
        for (const [index, gap] of gaps.entries()) {
          now += index % 3 === 0 ? gap : gap % 2000;
          for (let burst = 0; burst < (gap % 7) + 1; burst += 1) {
            const taken = takePlace(line, at(now), quota);
            line = taken.line;
            times.push(now + waitMs(line, taken.atMs, at(now)));
          }
        }
        return busiest(times, minuteMs) <= 30 && busiest(times, hourMs) <= 100;
      }),
    );
  });

  it('stays small, however long it is', () => {
    const { line } = take(emptyLine, 20_000, start);
    expect(JSON.stringify(line).length).toBeLessThan(10_000);
  });

  it('tells how many wait and when the last one goes', () => {
    const { line, waits } = take(emptyLine, 5_000, start);
    const { waiting, lastAt } = lineAhead(line, start);
    expect(waiting).toBeGreaterThan(4_900);
    expect(waiting).toBeLessThanOrEqual(4_970);
    expect(lastAt).toEqual(at(waits.at(-1) ?? 0));
    expect(lineAhead(line, at((waits.at(-1) ?? 0) + 1))).toEqual({ waiting: 0, lastAt: null });
  });

  it('counts repeats beside the line', () => {
    let line = take(emptyLine, 29, start).line;
    line = noteCall(line, start);
    expect(take(line, 1, start).waits[0]).toBeGreaterThanOrEqual(minuteMs);
  });

  it('stands still while it is paused, and goes on in the same order and pace', () => {
    const places = take(emptyLine, 40, start);
    const last = takePlace(places.line, start, quota);
    const before = waitMs(last.line, last.atMs, start);
    const paused = pauseLine(last.line, start, 'throttled', at(5 * minuteMs));
    expect(waitMs(paused, last.atMs, start)).toBe(before + 5 * minuteMs);
    expect(waitMs(paused, last.atMs, at(2 * minuteMs))).toBe(before + 3 * minuteMs);
    expect(waitMs(paused, last.atMs, at(5 * minuteMs))).toBe(before);
    // Whoever joins after the pause is still behind those who waited.
    const late = takePlace(paused, at(5 * minuteMs), quota);
    expect(late.atMs).toBeGreaterThanOrEqual(last.atMs);
    expect(currentPause(late.line, at(5 * minuteMs))).toBeNull();
  });

  it('counts whoever a pause stops, though the quota has places for them', () => {
    const sent = take(emptyLine, 20, start).line;
    let line = pauseLine(sent, at(500), 'senderRefused', at(30 * minuteMs));
    // Another mail was on its way as the pause began, and one that sees it ends no pause of its own.
    line = pauseLine(line, at(600), 'senderRefused', at(10 * minuteMs));
    expect(lineAhead(line, at(1_000))).toEqual({ waiting: 2, lastAt: at(30 * minuteMs) });
    line = take(line, 3, at(minuteMs)).line;
    expect(lineAhead(line, at(2 * minuteMs))).toEqual({ waiting: 5, lastAt: at(30 * minuteMs) });
    // 25 places are taken of the 30 of a minute: the others come after the pause.
    line = take(line, 15, at(minuteMs)).line;
    expect(lineAhead(line, at(2 * minuteMs)).waiting).toBe(20);
    expect(lineAhead(line, at(30 * minuteMs)).waiting).toBe(8);
    expect(lineAhead(resumeLine(line, at(3 * minuteMs)), at(3 * minuteMs)).waiting).toBe(8);
  });

  it('does not count what a pause for bounces found on its way', () => {
    const line = pauseLine(take(emptyLine, 20, start).line, at(500), 'bounces', at(24 * hourMs));
    expect(lineAhead(line, at(1_000))).toEqual({ waiting: 0, lastAt: null });
  });

  it('counts few that wait to the mail, whatever went a moment before', () => {
    let line = emptyLine;
    // One a second: those above thirty follow whom they wait for by a minute and ten seconds.
    for (let second = 0; second < 45; second += 1) line = take(line, 1, at(second * 1000)).line;
    for (let gone = 0; gone < 15; gone += 1) {
      expect(lineAhead(line, at(70_500 + gone * 1000)).waiting).toBe(14 - gone);
    }
  });

  it('keeps the longer of two pauses, and ends any when somebody resumes', () => {
    let line = pauseLine(emptyLine, start, 'bounces', at(24 * hourMs));
    line = pauseLine(line, at(1000), 'throttled', at(minuteMs));
    expect(currentPause(line, at(2 * minuteMs))).toMatchObject({
      reason: 'bounces',
      endsAt: at(24 * hourMs),
    });
    line = resumeLine(line, at(hourMs));
    expect(currentPause(line, at(hourMs))).toBeNull();
    const taken = takePlace(line, at(hourMs), quota);
    expect(waitMs(taken.line, taken.atMs, at(hourMs))).toBe(0);
  });
});

describe('the breaker', () => {
  const report = (bounces: readonly boolean[]) =>
    bounces.reduce(
      (known, isHardBounce) => {
        const { outcomes, breaks } = addOutcome(known.outcomes, isHardBounce);
        return { outcomes, breaks: known.breaks || breaks };
      },
      { outcomes: '', breaks: false },
    );
  const mails = (good: number, bad: number) => [
    ...Array<boolean>(good).fill(false),
    ...Array<boolean>(bad).fill(true),
  ];

  it('opens at four hard bounces of the last 200 mails, which are 2 %', () => {
    expect(report(mails(197, 3)).breaks).toBe(false);
    expect(report(mails(196, 4)).breaks).toBe(true);
  });

  it('forgets what is further back than 200 mails', () => {
    const { outcomes, breaks } = report([true, true, true, ...mails(200, 3)]);
    expect([breaks, outcomes.length, hardBounces(outcomes)]).toEqual([false, 200, 3]);
  });

  it('begins to count anew once it has opened', () => {
    expect(report(mails(10, 4)).outcomes).toBe('');
  });
});
