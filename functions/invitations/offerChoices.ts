import { app } from '@azure/functions';
import { linkHandler, pageOf, showLink } from '../../shared/customerPages.ts';
import { getServices } from '../../shared/services.ts';
import { readLink } from '../../shared/workflows/invitations/readLink.ts';

/** For a reader who is not the one to accept: pass the link on, or say "not for me". Looking changes nothing. */
app.http('offerChoices', {
  route: 'api/i/{token}/other',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: linkHandler(async (visit) => {
    const services = await getServices();
    const link = await readLink(services, visit.token);
    if (link.state.kind !== 'open' && link.state.kind !== 'preparing')
      return showLink(services, visit, { base: '' });
    const { otherChoicesPage } = await import('../../shared/views/pages/otherChoicesPage.ts');
    const page = await pageOf(services, visit, { link, base: '' });
    return { html: otherChoicesPage(page), brand: page.brand };
  }),
});
