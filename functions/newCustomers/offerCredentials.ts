import { app } from '@azure/functions';
import { linkHandler } from '../../shared/customerPages.ts';
import { getServices } from '../../shared/services.ts';
import { offerCredentials } from '../../shared/workflows/newCustomers/handOverCredentials.ts';

/** Offers first credentials to the holder of the hand-over link. Opening the link shows none of them. */
app.http('offerCredentials', {
  route: 'api/c/{token}',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: linkHandler(async ({ token, seenView, language }) => {
    const services = await getServices();
    const { credentialsOfferPage } = await import('../../shared/views/pages/credentialsPage.ts');
    const brand = await services.brand();
    const offer = await offerCredentials(services, token, seenView);
    const read = language ? { ...offer, language } : offer;
    return { html: credentialsOfferPage({ ...read, brand }), brand };
  }),
});
