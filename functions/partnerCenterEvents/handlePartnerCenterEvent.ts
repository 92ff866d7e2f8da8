import { app } from '@azure/functions';
import { parseEventWakeUp } from '../../shared/contracts/partnerCenterEvents/partnerCenterEvent.ts';
import { handleMessage } from '../../shared/job.ts';
import { queues } from '../../shared/queues.ts';
import { getServices } from '../../shared/services.ts';
import { handlePartnerCenterEvent } from '../../shared/workflows/partnerCenterEvents/handlePartnerCenterEvent.ts';

/** Follows one of Partner Center's notifications to the customer it is about. */
app.storageQueue('handlePartnerCenterEvent', {
  connection: 'DataStorage',
  queueName: queues.events,
  handler: handleMessage(parseEventWakeUp, async ({ eventId }) =>
    handlePartnerCenterEvent(await getServices(), eventId),
  ),
});
