import { findTampering, type Break } from '../../domain/chain.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { Prospect } from '../../domain/prospects/prospect.ts';
import { foldProspect, type ProspectEvent } from '../../domain/prospects/prospectEvents.ts';
import type { Needs } from '../ports/ports.ts';
import type { CallerScope } from '../customers/readCustomer.ts';

export type SeenProspect = {
  readonly prospect: Prospect;
  /** Oldest first; those that cannot be read any more are missing, and `tampering` says so. */
  readonly history: readonly ProspectEvent[];
  /** Null when the history is whole. */
  readonly tampering: Break | null;
};

/**
 * One relationship invitation with its history, verified against it. What the caller may not see does not exist for them.
 * @throws {AgreementError} `INVITATION_NOT_FOUND`
 */
export async function readProspect(
  { prospects }: Pick<Needs, 'prospects'>,
  id: string,
  sight: CallerScope,
): Promise<SeenProspect> {
  for (let attempt = 1; ; attempt += 1) {
    const stored = await prospects.find(id);
    if (!stored || (sight.resellerTenantId && stored.prospect.resellerTenantId !== sight.resellerTenantId)) {
      throw new AgreementError('INVITATION_NOT_FOUND', 'There is no invitation with this id.');
    }
    const { prospect } = stored;
    const history = await prospects.history(id);
    // Another request may have changed it between the two reads; that is no tampering.
    if (history.length > prospect.version && attempt < 3) continue;
    return { prospect, history, tampering: findTampering(history, prospect, foldProspect) };
  }
}

/**
 * One relationship invitation that has Microsoft's link.
 * @throws {AgreementError} `INVITATION_NOT_FOUND` · `LINK_NOT_READY`
 */
export async function requireReadyProspect(
  needs: Pick<Needs, 'prospects'>,
  id: string,
  sight: CallerScope,
): Promise<Prospect> {
  const { prospect } = await readProspect(needs, id, sight);
  if (prospect.link) return prospect;
  throw new AgreementError('LINK_NOT_READY', 'Microsoft has not given the link yet. Try again.', {
    retryAfterMs: 5000,
  });
}
