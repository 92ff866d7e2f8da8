import { settings } from '../../../shared/config.ts';
import type { Figure } from '../figure.ts';
import { assumed, simulateDetection, type Behaviour, type Detection } from './simulateDetection.ts';

const minutes = (list: readonly number[]): number[] => list.map((one) => one * 60_000);
const { CHECK_AFTER_OPENING_MINUTES, CHECK_AFTER_ATTESTATION_MINUTES } = settings.shape;
const afterAttestationMs = minutes(CHECK_AFTER_ATTESTATION_MINUTES.parse(undefined));
const now = { afterAttestationMs, afterOpeningMs: minutes(CHECK_AFTER_OPENING_MINUTES.parse(undefined)) };
/** As version 0.1 looked. */
const before = { afterAttestationMs, afterOpeningMs: minutes([5, 15, 60, 360]) };
const withoutButton = { ...assumed, buttonShare: 0 };

/** How soon an acceptance is known, and what that costs in calls, beside the rhythm of version 0.1. */
export async function measureDetection(): Promise<Figure[]> {
  // The targets are held without the button, which not everybody presses.
  const invitation = simulateDetection(now, withoutButton);
  const attestation = simulateDetection(now, withoutButton, { kind: 'attestation' });
  const earlier = simulateDetection(before, withoutButton);
  const further = invitation.callsPerInvitation - earlier.callsPerInvitation;
  const rows: readonly [string, typeof now, Behaviour][] = [
    ['version 0.1', before, withoutButton],
    ['now', now, assumed],
    ['now, nobody presses the button', now, withoutButton],
    ['now, half of the people press the button', now, { ...assumed, buttonShare: 0.5 }],
    ['now, Microsoft shows it after 1 min on average', now, { ...assumed, lagMinutes: 1 }],
    ['now, Microsoft shows it after 2 h on average', now, { ...assumed, lagMinutes: 120 }],
  ];
  for (const kind of ['invitation', 'attestation'] as const)
    for (const [name, rhythm, behaviour] of rows) {
      console.log(`  ${kind}, ${name}: ${lineOf(simulateDetection(rhythm, behaviour, { kind }))}`);
    }
  const figure = (name: string, measured: number, atMost: number): Figure => ({
    ...{ name: `detection: ${name}`, yardstick: null, measured, unit: '', target: { atMost } },
    subject: `${measured.toFixed(2)} (by a simulation of assumed behaviour)`,
    details: { assumed },
  });
  return [
    figure('half are known, min', invitation.p50, 1),
    figure('95 % are known, min', invitation.p95, 5),
    figure('99 % are known, min', invitation.p99, 15),
    figure('attestations: half are known, min', attestation.p50, 1),
    figure('attestations: 95 % are known, min', attestation.p95, 5),
    figure('attestations: 99 % are known, min', attestation.p99, 15),
    figure('further calls per opened invitation', further, 5),
  ];
}

function lineOf({ p50, p95, p99, callsPerInvitation, mostCalls }: Detection): string {
  const [half, most, nearlyAll] = [p50, p95, p99].map((one) => one.toFixed(1));
  return `50 % ${half ?? ''} min, 95 % ${most ?? ''} min, 99 % ${nearlyAll ?? ''} min; ${callsPerInvitation.toFixed(2)} calls on average, ${String(mostCalls)} at most`;
}
