import { decideProspectOpened } from '../../domain/prospects/decideProspect.ts';
import { AgreementError } from '../../domain/errors.ts';
import { withTimeout } from '../../concurrency/withTimeout.ts';
import { advanceProspect, type AdvanceProspectNeeds } from './advanceProspect.ts';
import { transitionProspect, type ProspectNeeds } from './transitionProspect.ts';

export type OpenProspectNeeds = AdvanceProspectNeeds;

/** A person waits no longer for Microsoft's link; fetching it goes on behind the page that says so. */
const mostWaitMs = 3_000;
const notReadyMs = 5_000;

/**
 * Goes on from a prospect's link: answers Microsoft's own, which is fetched where it is not there yet, and notes a
 * person's opening. Where it leads does not depend on the note, so a prospect that cannot be written is kept from nothing.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `LINK_NOT_READY` · `INVITATION_CLOSED` when the partner withdrew it
 */
export async function openProspect(
  needs: OpenProspectNeeds,
  prospectId: string,
  isOpened: boolean,
): Promise<string> {
  let prospect = (await needs.prospects.find(prospectId))?.prospect;
  if (isOpened && prospect?.state === 'open' && !prospect.link) {
    const work = advanceProspect(needs, prospectId);
    work.catch(() => undefined);
    await withTimeout(work, mostWaitMs).catch(() => undefined);
    prospect = (await needs.prospects.find(prospectId))?.prospect;
  }
  if (!prospect) throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  if (prospect.state === 'cancelled')
    throw new AgreementError('INVITATION_CLOSED', 'Your partner has withdrawn this invitation.');
  if (!prospect.link) {
    throw new AgreementError('LINK_NOT_READY', 'Microsoft is preparing the page. Try again in a moment.', {
      retryAfterMs: notReadyMs,
    });
  }
  if (isOpened) await noteProspectOpened(needs, prospectId);
  return prospect.link.url;
}

/** Notes a person's opening, as far as the prospect can be written just now. */
export async function noteProspectOpened(needs: ProspectNeeds, prospectId: string): Promise<void> {
  try {
    await transitionProspect(needs, prospectId, { by: { kind: 'customer' }, decide: decideProspectOpened });
  } catch (error) {
    if (!(error instanceof AgreementError && error.retryable)) throw error;
  }
}
