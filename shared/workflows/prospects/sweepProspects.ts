import { advanceProspect, type AdvanceProspectNeeds } from './advanceProspect.ts';

const batchSize = 200;
/** So many that had to be put off: Partner Center or the mail service is away. */
const breakAfter = 5;

/** Carries on the relationship invitations that are due, whatever became of their messages; answers how many. */
export async function sweepProspects(
  needs: AdvanceProspectNeeds,
  report: (failure: unknown) => void,
): Promise<number> {
  let advanced = 0;
  let inVain = 0;
  for (const id of await needs.prospects.due(needs.clock.now(), batchSize)) {
    try {
      const { kind } = await advanceProspect(needs, id);
      if (kind === 'postponed') inVain += 1;
      else advanced += 1;
    } catch (failure) {
      report(failure);
    }
    if (inVain >= breakAfter) break;
  }
  return advanced;
}
