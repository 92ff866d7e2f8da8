import type { ErrorCode } from '../../domain/errors.ts';
import type { Needs } from '../ports/ports.ts';
import type { StoredProspect } from '../ports/prospectPorts.ts';

type RetryProspectLaterNeeds = Pick<Needs, 'prospects' | 'prospectWakeUps' | 'clock' | 'policy'>;

export type ProspectDeferred = {
  readonly kind: 'postponed';
  readonly code: ErrorCode;
  readonly delayMs: number;
};

/** Puts work off: a delayed message, and the due row behind it. */
export async function retryProspectLater(
  { prospects, prospectWakeUps, clock, policy }: RetryProspectLaterNeeds,
  stored: StoredProspect,
  { code, delayMs }: { readonly code: ErrorCode; readonly delayMs: number },
): Promise<ProspectDeferred> {
  await prospects.move(stored, new Date(clock.now().getTime() + delayMs + policy.wakeUpGraceMs));
  await prospectWakeUps.send(stored.prospect.id, delayMs);
  return { kind: 'postponed', code, delayMs };
}
