import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import { only } from '../access.ts';
import type { ApiEnv } from '../apiEnv.ts';
import { readBody } from '../body.ts';
import { badInput, refusal, throttled } from '../refusal.ts';
import type { State } from '../state.ts';
import { eventNames, type Registration } from './events.ts';
import type { Delivery, Sender } from './sender.ts';

const order = z.object({
  webhookUrl: z.url(),
  webhookEvents: z.array(z.string()).min(1),
  signatureTokenToMsSignatureHeader: z.boolean().nullish(),
});

/** Documented: two test events a minute. */
const testsPerMinute = 2;

/** The registration for notifications, and the test event; both kinds of token (documented). */
export function registrations(state: State, sender: Sender): Hono<ApiEnv> {
  const tests = new Map<string, Delivery>();
  let startedAt: number[] = [];

  const register = (given: z.infer<typeof order>): Registration => {
    const unknown = given.webhookEvents.find((name) => !eventNames.includes(name));
    // How it is refused is unverified.
    if (unknown !== undefined) throw badInput(`The event '${unknown}' is not supported.`);
    const registration: Registration = {
      subscriberId: state.registration?.subscriberId ?? randomUUID(),
      webhookUrl: given.webhookUrl,
      webhookEvents: given.webhookEvents,
      signatureTokenToMsSignatureHeader: given.signatureTokenToMsSignatureHeader ?? false,
      properties: {},
      lastModifiedTimestamp: state.clock().toISOString(),
    };
    state.registration = registration;
    state.changed();
    return registration;
  };
  const registered = (): Registration => {
    if (!state.registration) throw refusal(404, 404, 'There is no registration.');
    return state.registration;
  };

  return new Hono<ApiEnv>()
    .get('/registration/events', only('both'), (c) => c.json(eventNames))
    .get('/registration', only('both'), (c) => c.json(registered()))
    .post('/registration', only('both'), async (c) => {
      if (state.registration) throw refusal(409, 409, 'A registration exists already. Use PUT to change it.');
      return c.json(register(await readBody(c, order)));
    })
    .put('/registration', only('both'), async (c) => {
      registered();
      return c.json(register(await readBody(c, order)));
    })
    .post('/registration/validationEvents', only('both'), (c) => {
      if (!registered().webhookEvents.includes('test-created')) {
        throw badInput("The registration does not include the event 'test-created'.");
      }
      const now = state.clock().getTime();
      startedAt = startedAt.filter((at) => at > now - 60_000);
      if (startedAt.length >= testsPerMinute) throw throttled(60);
      startedAt.push(now);
      const correlationId = randomUUID();
      tests.set(correlationId, sender.sendTest());
      return c.json({ correlationId });
    })
    .get('/registration/validationEvents/:id', only('both'), (c) => {
      const delivery = tests.get(c.req.param('id'));
      if (!delivery) throw refusal(404, 404, 'There is no such test.');
      return c.json({
        correlationId: c.req.param('id'),
        partnerId: state.partner.tenantId,
        // Only `completed` is documented.
        status: delivery.isDone ? 'completed' : 'pending',
        callbackUrl: delivery.url,
        results: delivery.attempts.map(({ at, reason }) => ({
          responseCode: reason,
          responseMessage: '',
          systemError: false,
          dateTimeUtc: at.replace('Z', ''),
        })),
      });
    });
}
