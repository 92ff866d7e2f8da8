import { app } from '@azure/functions';
import { showPage } from '../../shared/edge/followLink.ts';
import { getServices } from '../../shared/services.ts';
import { revealCredentials } from '../../shared/workflows/newCustomers/handOverCredentials.ts';

/** Shows a new customer's first credentials to the page view whose form asks; anything else gets the offer again. */
app.http('revealCredentials', {
  route: 'api/c/{token}',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: showPage(async (token, form) => {
    const services = await getServices();
    const { credentialsPage, credentialsOfferPage, viewField } =
      await import('../../shared/views/pages/credentialsPage.ts');
    // Read before they are given to this view: what fails now must not cost the customer the password.
    const partnerName = await services.partnerName();
    const { credentials, domain, ...offer } = await revealCredentials(services, token, form.get(viewField));
    if (offer.expiresAt) return credentialsOfferPage({ ...offer, partnerName });
    return credentialsPage({ ...offer, partnerName }, credentials && { credentials, domain });
  }),
});
