import { app } from '@azure/functions';
import { getServices } from '../../shared/services.ts';
import { followLink } from '../../shared/edge/followLink.ts';
import { openAttestation } from '../../shared/workflows/attestations/openAttestation.ts';
import { openProspect } from '../../shared/workflows/prospects/openProspect.ts';
import { openInvitation } from '../../shared/workflows/invitations/openInvitation.ts';

/** The stable link in a mail: notes that it was opened and leads on to Microsoft. Opening it accepts nothing. */
app.http('openInvitation', {
  route: 'api/i/{token}',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: followLink(async (token, isOpened) => {
    const services = await getServices();
    const attested = services.links.readAttestation(token);
    if (attested) return services.attestationPage(await openAttestation(services, attested, isOpened));
    const related = services.links.readRelationship(token);
    if (related) return openProspect(services, related.prospectId, isOpened);
    await openInvitation(services, { token, isOpened });
    return services.acceptUrl;
  }),
});
