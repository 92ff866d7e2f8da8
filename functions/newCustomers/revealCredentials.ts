import { app } from '@azure/functions';
import { showPage } from '../../shared/edge/followLink.ts';
import { getServices } from '../../shared/services.ts';
import { revealCredentials } from '../../shared/workflows/newCustomers/handOverCredentials.ts';

/** Shows a new customer's first credentials, once: after the deliberate click on the page before. */
app.http('revealCredentials', {
  route: 'c/{token}',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: showPage(async (token) => {
    const services = await getServices();
    const { credentialsPage } = await import('../../shared/views/pages/credentialsPage.ts');
    // Read before they are taken away: what fails now must not cost the customer the password.
    const partnerName = await services.partnerName();
    const { credentials, domain, ...offer } = await revealCredentials(services, token);
    return credentialsPage({ ...offer, partnerName }, credentials && { credentials, domain });
  }),
});
