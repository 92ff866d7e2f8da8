import { app } from '@azure/functions';
import { leadOn, linkHandler, sawPage } from '../../shared/customerPages.ts';
import { getServices } from '../../shared/services.ts';
import { readLink } from '../../shared/workflows/invitations/readLink.ts';

/** From the page of a link on to Microsoft. It counts as opened when a person comes from that page. */
app.http('continueInvitation', {
  route: 'api/i/{token}/go',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: linkHandler(async (visit) => {
    const services = await getServices();
    const { state, url } = await readLink(services, visit.token);
    if (!['open', 'preparing', 'refused'].includes(state.kind)) return { location: url };
    return leadOn(services, visit.token, sawPage(services, visit));
  }),
});
