import type { ProspectState } from '../../domain/prospects/prospect.ts';
import type { Needs } from '../ports/ports.ts';
import type { ProspectFilter, ProspectPage } from '../ports/prospectPorts.ts';

/** Pages read at most to fill one page of a state; `position` continues after them. */
const maxPages = 20;

export type ProspectQuestion = {
  readonly filter: ProspectFilter;
  readonly state: ProspectState | undefined;
  readonly size: number;
  readonly position: string | null;
};

/** A page of relationship invitations, the newest first; of one state, a page may be shorter or empty. */
export async function listProspects(
  { prospects }: Pick<Needs, 'prospects'>,
  { filter, state, size, position }: ProspectQuestion,
): Promise<ProspectPage> {
  let from = position;
  for (let read = 1; ; read += 1) {
    const page = await prospects.page(filter, size, from);
    const found = page.prospects.filter((prospect) => state === undefined || prospect.state === state);
    if (found.length > 0 || page.position === null || read === maxPages)
      return { prospects: found, position: page.position };
    from = page.position;
  }
}

/** How many relationship invitations wait for an agent to say which customer accepted. */
export async function countAmbiguous({ prospects }: Pick<Needs, 'prospects'>): Promise<number> {
  return (await prospects.followed()).filter(({ state }) => state === 'ambiguous').length;
}
