import { app } from '@azure/functions';
import { linkHandler, sawPage, showLink } from '../../shared/customerPages.ts';
import { getServices } from '../../shared/services.ts';
import { answerLink, readLinkAnswer } from '../../shared/workflows/invitations/answerLink.ts';
import { claimAcceptance } from '../../shared/workflows/invitations/claimAcceptance.ts';

/** What a reader says on the page of a link. A request that saw no such page changes nothing, and gets one. */
app.http('answerInvitation', {
  route: 'api/i/{token}/{answer}',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: linkHandler(async (visit) => {
    const services = await getServices();
    const { token } = visit;
    const answer = readLinkAnswer(visit.answer);
    if (!answer || !sawPage(services, visit)) {
      return showLink(services, visit, { base: '', isStale: answer !== undefined });
    }
    if (answer === 'accepted') {
      return showLink(services, visit, { base: '', claimed: await claimAcceptance(services, token) });
    }
    await answerLink(services, token, answer);
    return showLink(services, visit, { base: '', isReopened: answer === 'undo' });
  }),
});
