import { app } from '@azure/functions';
import { showPage } from '../../shared/edge/followLink.ts';
import { getServices } from '../../shared/services.ts';
import { findChoices } from '../../shared/workflows/invitations/findChoices.ts';

/** For a reader who is not the one to accept: pass the link on, or say "not for me". Looking changes nothing. */
app.http('offerChoices', {
  route: 'api/i/{token}/other',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: showPage(async (token) => {
    const services = await getServices();
    const { otherChoicesPage } = await import('../../shared/views/pages/otherChoicesPage.ts');
    const choices = await findChoices(services, token);
    return otherChoicesPage({ ...choices, partnerName: await services.partnerName() });
  }),
});
