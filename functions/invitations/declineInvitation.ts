import { app } from '@azure/functions';
import { showPage } from '../../shared/edge/followLink.ts';
import { getServices } from '../../shared/services.ts';
import { declineInvitation } from '../../shared/workflows/invitations/declineInvitation.ts';
import { findChoices } from '../../shared/workflows/invitations/findChoices.ts';

/** "Not for me": reminders end, and the partner's agent is told. Saying it twice is saying it once. */
app.http('declineInvitation', {
  route: 'api/i/{token}/decline',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: showPage(async (token) => {
    const services = await getServices();
    const { declinedPage } = await import('../../shared/views/pages/otherChoicesPage.ts');
    const { language } = await findChoices(services, token);
    await declineInvitation(services, { token });
    return declinedPage({ language, partnerName: await services.partnerName() });
  }),
});
