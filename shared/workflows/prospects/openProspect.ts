import { decideProspectOpened } from '../../domain/prospects/decideProspect.ts';
import { AgreementError } from '../../domain/errors.ts';
import { transitionProspect } from './transitionProspect.ts';
import type { Needs } from '../ports/ports.ts';

/** Partner Center gives a link within seconds. */
const notReadyMs = 60_000;

/**
 * Follows a prospect's link: notes that it was opened and answers Microsoft's own link. Where it leads does not
 * depend on the note, so a prospect that cannot be written just now is kept from nothing.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `LINK_NOT_READY` · `INVITATION_CLOSED` when the partner withdrew it
 */
export async function openProspect(needs: Needs, prospectId: string, isOpened: boolean): Promise<string> {
  const { prospect } = (await needs.prospects.find(prospectId)) ?? {};
  if (!prospect) throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  if (prospect.state === 'cancelled')
    throw new AgreementError('INVITATION_CLOSED', 'Your partner has withdrawn this invitation.');
  if (!prospect.link) {
    throw new AgreementError('LINK_NOT_READY', 'Microsoft is preparing the page. Try again in a minute.', {
      retryAfterMs: notReadyMs,
    });
  }
  if (isOpened) {
    try {
      await transitionProspect(needs, prospectId, { by: { kind: 'customer' }, decide: decideProspectOpened });
    } catch (error) {
      if (!(error instanceof AgreementError && error.retryable)) throw error;
    }
  }
  return prospect.link.url;
}
