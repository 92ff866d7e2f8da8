import { Hono } from 'hono';
import { z } from 'zod';
import type { SimulatorEnv } from '../simulator/simulator.ts';
import { deliveryStatus, operationStatus, recipientStatus, type CapturedMail } from './capturedMail.ts';
import type { MailWorld } from './emailService.ts';
import { reportStatuses } from './fate.ts';
import { mergeSettings } from './settings.ts';

const reportOrder = z.strictObject({
  operationId: z.string(),
  recipient: z.string().optional(),
  status: z.enum(reportStatuses),
  statusMessage: z.string().default(''),
});

/** What tests see and change below `/_control`, besides what every simulator has. */
export function createMailControls(world: MailWorld): Hono<SimulatorEnv> {
  const { mailbox } = world;
  return new Hono<SimulatorEnv>()
    .get('/settings', (c) => c.json(world.settings))
    .put('/settings', async (c) => {
      world.settings = mergeSettings(world.settings, await c.req.json());
      return c.json(world.settings);
    })
    .get('/messages', (c) => c.json({ items: mailbox.all().map((mail) => describeMail(mail, world.now())) }))
    .get('/messages/:id', (c) => {
      const mail = mailbox.find(c.req.param('id').toLowerCase());
      return mail
        ? c.json(describeMail(mail, world.now()))
        : c.json({ error: 'no mail has this operation id' }, 404);
    })
    .delete('/messages/:id', (c) => {
      const removed = mailbox.remove(c.req.param('id').toLowerCase());
      return removed ? c.body(null, 204) : c.json({ error: 'no mail has this operation id' }, 404);
    })
    .delete('/messages', (c) => {
      mailbox.clear();
      return c.body(null, 204);
    })
    .get('/delivery-reports', (c) => c.json({ items: mailbox.reports() }))
    .post('/delivery-reports', async (c) => {
      const { operationId, ...said } = reportOrder.parse(await c.req.json());
      const mail = mailbox.find(operationId.toLowerCase());
      if (mail && mailbox.reportNow(mail, said)) return c.body(null, 202);
      return c.json({ error: 'no mail has this operation id and recipient' }, 404);
    })
    .get('/suppressions', (c) => c.json({ items: mailbox.suppressions.all() }))
    .delete('/suppressions', (c) => {
      mailbox.suppressions.clear();
      return c.body(null, 204);
    });
}

function describeMail(mail: CapturedMail, now: Date) {
  const status = operationStatus(mail, now);
  return {
    operationId: mail.operationId,
    receivedAt: mail.receivedAt,
    attempts: mail.attempts,
    differentBodies: mail.differentBodies,
    status,
    error: status === 'Failed' ? mail.failure : null,
    deliveryStatus: deliveryStatus(mail, now),
    deliveries: mail.recipients.map((recipient) => ({
      recipient: recipient.address,
      kind: recipient.kind,
      status: recipientStatus(mail, recipient, now),
      reports: recipient.reports.filter((report) => report.reportedAt !== null),
    })),
    request: { ...mail.request, body: JSON.parse(mail.request.body) as unknown },
  };
}
