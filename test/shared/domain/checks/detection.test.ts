import { describe, expect, it } from 'vitest';
import { assumed, simulateDetection } from '../../../bench/detection/simulateDetection.ts';
import { checkRules } from '../../../fakes/checkRules.ts';
import { loadConfig, settings } from '../../../../shared/config.ts';

const { rhythm } = checkRules;
/** The rhythm of version 0.1. */
const before = { ...rhythm, afterOpeningMs: [5, 15, 60, 360].map((minutes) => minutes * 60_000) };

describe('the rhythm after an opening', () => {
  it('is the one of the settings', () => {
    expect(typeof loadConfig).toBe('function');
    const minutes = settings.shape.CHECK_AFTER_OPENING_MINUTES.parse(undefined);
    expect(rhythm.afterOpeningMs).toEqual(minutes.map((one) => one * 60_000));
  });

  it.each([1, 2, 3])('knows of acceptances in time, by the simulation with seed %i', (seed) => {
    for (const kind of ['invitation', 'attestation'] as const)
      for (const buttonShare of [0, assumed.buttonShare]) {
        const name = `${kind}, button ${String(buttonShare)}`;
        const now = simulateDetection(rhythm, { ...assumed, buttonShare }, { seed, kind });
        expect(now.p50, name).toBeLessThanOrEqual(1);
        expect(now.p95, name).toBeLessThanOrEqual(5);
        expect(now.p99, name).toBeLessThanOrEqual(15);
      }
  });

  it('costs at most five further calls per invitation, on average', () => {
    const [old, now] = [before, rhythm].map((one) => simulateDetection(one, assumed));
    expect((now?.callsPerInvitation ?? 99) - (old?.callsPerInvitation ?? 0)).toBeLessThanOrEqual(5);
    expect(old?.p95).toBeGreaterThan(15);
  });

  it('goes on for a day, since Microsoft may show an acceptance with a delay', () => {
    const late = simulateDetection(rhythm, { ...assumed, lagMinutes: 120 });
    expect(late.p99).toBeLessThanOrEqual(24 * 60);
  });
});
