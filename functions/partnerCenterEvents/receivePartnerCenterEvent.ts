import { app } from '@azure/functions';
import { readPartnerCenterEvent } from '../../shared/contracts/partnerCenterEvents/partnerCenterEvent.ts';
import { takeSigned } from '../../shared/edge/takeSigned.ts';
import { getServices } from '../../shared/services.ts';
import { receivePartnerCenterEvent } from '../../shared/workflows/partnerCenterEvents/receivePartnerCenterEvent.ts';

/** Takes Partner Center's notifications; who sent them is told by their signature. */
app.http('receivePartnerCenterEvent', {
  route: 'api/v1/webhooks/partner-center',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: takeSigned(
    async (delivery) => (await getServices()).partnerCenterSignatures.verify(delivery),
    async (json) => {
      const event = readPartnerCenterEvent(json);
      const { kind } = await receivePartnerCenterEvent(await getServices(), event);
      return { status: kind, eventId: event.id };
    },
  ),
});
