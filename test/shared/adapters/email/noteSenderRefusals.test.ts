import { expect, it } from 'vitest';
import { noteSenderRefusals } from '../../../../shared/adapters/email/noteSenderRefusals.ts';
import type { MailService } from '../../../../shared/workflows/ports/mailPorts.ts';

const mail = { recipient: 'a@b.example', recipientName: null, subject: 's', html: 'h', text: 't' };

it('says of a first attempt that it is one, so that a refusal of it costs no question', async () => {
  const told: unknown[] = [];
  const service: MailService = {
    send(_mail, options) {
      told.push(options);
      return Promise.resolve();
    },
  };
  const notes = { refused: () => Promise.resolve(), accepted: () => Promise.resolve() };
  const noting = noteSenderRefusals(service, notes, { now: () => new Date() });
  await noting.send({ ...mail, operationId: '1' }, { isRepeat: false });
  await noting.send({ ...mail, operationId: '2' }, { isRepeat: true });
  await noting.send({ ...mail, operationId: '3' });
  expect(told).toEqual([{ isRepeat: false }, { isRepeat: true }, undefined]);
});
