import { app } from '@azure/functions';
import { handleMessage } from '../../shared/job.ts';
import { parseDeliveryReports } from '../../shared/contracts/mail/parseDeliveryReports.ts';
import { queues } from '../../shared/queues.ts';
import { getServices } from '../../shared/services.ts';
import { takeDeliveryReport } from '../../shared/workflows/deliveryReports/takeDeliveryReport.ts';

/** Takes what the mail service reports of our mails. Unlike wake-up calls these messages are the only copy. */
app.storageQueue('takeDeliveryReport', {
  connection: 'DataStorage',
  queueName: queues.deliveryReports,
  handler: handleMessage(parseDeliveryReports, async ({ reports }) => {
    const services = await getServices();
    const outcomes = [];
    for (const report of reports) {
      const { operationId } = report;
      outcomes.push({ operationId, ...(await takeDeliveryReport(services, report)) });
    }
    // In the log this stands in the place of the reports, which name recipients.
    return { reports: outcomes };
  }),
});
