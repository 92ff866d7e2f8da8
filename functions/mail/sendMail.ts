import { app } from '@azure/functions';
import { parseWakeUp } from '../../shared/contracts/wakeUp.ts';
import { handleMessage } from '../../shared/job.ts';
import { queues } from '../../shared/queues.ts';
import { getServices } from '../../shared/services.ts';
import { sendMail } from '../../shared/workflows/reconciliation/sendMail.ts';

/** Sends the mail a customer's record waits for. */
app.storageQueue('sendMail', {
  connection: 'DataStorage',
  queueName: queues.mails,
  handler: handleMessage(parseWakeUp, async ({ customerTenantId }) =>
    sendMail(await getServices(), customerTenantId),
  ),
});
