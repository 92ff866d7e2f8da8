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
  handler: linkHandler(async ({ token, view }) => {
    const services = await getServices();
    const { credentialsPage, credentialsOfferPage } =
      await import('../../shared/views/pages/credentialsPage.ts');
    // Read before they are given to this view: what fails now must not cost the customer the password.
    const brand = await services.brand();
    const shown = await revealCredentials(services, token, view);
    if (shown.expiresAt) return { html: credentialsOfferPage({ ...shown, brand }), brand };
    const { credentials, againUntil } = shown;
    if (!credentials || !againUntil) return { html: credentialsPage({ ...shown, brand }, null), brand };
    return {
      html: credentialsPage({ ...shown, brand }, { ...shown, credentials, againUntil }),
      brand,
      seenView: { value: shown.view, seconds: seenSeconds },
    };
  }),
});
