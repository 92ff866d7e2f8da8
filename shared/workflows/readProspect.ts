import { AgreementError } from '../domain/errors.ts';
import type { Prospect } from '../domain/prospect.ts';
import type { ProspectEvent } from '../domain/prospectEvents.ts';
import type { Needs } from './ports.ts';
import type { Sight } from './readCustomer.ts';

export type SeenProspect = { readonly prospect: Prospect; readonly history: readonly ProspectEvent[] };

/**
 * One relationship invitation with its history. What the caller may not see does not exist for them.
 * @throws {AgreementError} `INVITATION_NOT_FOUND`
 */
export async function readProspect(
  { prospects }: Pick<Needs, 'prospects'>,
  id: string,
  sight: Sight,
): Promise<SeenProspect> {
  const stored = await prospects.find(id);
  if (!stored || (sight.resellerTenantId && stored.prospect.resellerTenantId !== sight.resellerTenantId)) {
    throw new AgreementError('INVITATION_NOT_FOUND', 'There is no invitation with this id.');
  }
  return { prospect: stored.prospect, history: await prospects.history(id) };
}
