import { app } from '@azure/functions';
import { linkHandler } from '../../shared/customerPages.ts';
import { getServices } from '../../shared/services.ts';
import { revealCredentials } from '../../shared/workflows/newCustomers/handOverCredentials.ts';

const seenSeconds = 600;

/** Shows a new customer's first credentials to the page view whose form asks; anything else gets the offer again. */
app.http('revealCredentials', {
  route: 'api/c/{token}',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: linkHandler(async ({ token, view, isPerson, language }) => {
    const services = await getServices();
    const pages = await import('../../shared/views/pages/credentialsPage.ts');
    // Read before they are given to this view: what fails now must not cost the customer the password.
    const brand = await services.brand();
    // Scanners press buttons, and the password must be left for the customer.
    const revealed = await revealCredentials(services, token, isPerson ? view : null);
    const shown = language ? { ...revealed, language } : revealed;
    if (shown.expiresAt) return { html: pages.credentialsOfferPage({ ...shown, brand }), brand };
    const { credentials, againUntil } = shown;
    const about = { ...shown, brand };
    if (!credentials || !againUntil) return { html: pages.credentialsPage(about, null), brand };
    return {
      ...{ html: pages.credentialsPage(about, { ...shown, credentials, againUntil }), brand },
      seenView: { value: shown.view, seconds: seenSeconds },
    };
  }),
});
