import { app } from '@azure/functions';
import { linkHandler, returnToLink } from '../../shared/customerPages.ts';
import { getServices } from '../../shared/services.ts';

/** The address of an answer, opened without one (a bookmark, another language, a second tab): back to the link's page. */
app.http('returnToInvitation', {
  route: 'api/i/{token}/{answer}',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: linkHandler(async (visit) => returnToLink(await getServices(), visit)),
});
