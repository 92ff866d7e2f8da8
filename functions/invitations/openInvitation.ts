import { app } from '@azure/functions';
import { leadOn, linkHandler, showLink } from '../../shared/customerPages.ts';
import { getServices } from '../../shared/services.ts';

/** The stable link in a mail: a page that says what is asked, and leads on. Programs are led on at once; nothing is noted. */
app.http('openInvitation', {
  route: 'api/i/{token}',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: linkHandler(async (visit) => {
    const services = await getServices();
    const { token, wantsPage } = visit;
    return wantsPage ? showLink(services, visit, { base: `${token}/` }) : leadOn(services, token, false);
  }),
});
