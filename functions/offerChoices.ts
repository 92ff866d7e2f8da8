import { app } from '@azure/functions';
import { showPage } from '../shared/edge/followLink.ts';
import { getServices } from '../shared/services.ts';
import { findInvitation } from '../shared/workflows/findInvitation.ts';

/** For a reader who is not the one to accept: pass the link on, or say "not for me". Looking changes nothing. */
app.http('offerChoices', {
  route: 'i/{token}/other',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: showPage(async (token) => {
    const services = await getServices();
    const { otherChoicesPage } = await import('../shared/portal/otherChoicesPage.ts');
    const { record, invitation, invitationNumber } = await findInvitation(services, token);
    const { customerTenantId, companyName } = record;
    return otherChoicesPage({
      language: invitation.language,
      partnerName: await services.partnerName(),
      companyName,
      url: services.links.url(customerTenantId, invitationNumber),
      isOpen: invitation.state === 'open' && invitation.number === invitationNumber,
    });
  }),
});
