import { app } from '@azure/functions';
import { showPage } from '../../shared/edge/followLink.ts';
import { getServices } from '../../shared/services.ts';
import { offerCredentials } from '../../shared/workflows/newCustomers/handOverCredentials.ts';

/** Offers first credentials to the holder of the hand-over link. Opening the link shows none of them. */
app.http('offerCredentials', {
  route: 'api/c/{token}',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: showPage(async (token) => {
    const services = await getServices();
    const { credentialsOfferPage } = await import('../../shared/views/pages/credentialsPage.ts');
    const offer = await offerCredentials(services, token);
    return credentialsOfferPage({ ...offer, partnerName: await services.partnerName() });
  }),
});
