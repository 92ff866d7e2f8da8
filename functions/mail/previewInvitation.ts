import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { readMailBrand } from '../../shared/contracts/mail/readMailBrand.ts';
import { previewRecipient, readPreview } from '../../shared/contracts/mail/readPreview.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';

/** Writes a mail of any kind to look at: nothing is stored or sent. */
app.http(
  'previewInvitation',
  httpOperation(operations.previewInvitation, async ({ body }) => {
    const services = await getServices();
    const { clock, policy, publicUrl } = services;
    const { defaultLanguage, mailPasswords } = policy;
    const order = readPreview(body, { now: clock.now(), defaultLanguage, publicUrl, mailPasswords });
    const draft = body.brand ? readMailBrand(body.brand) : null;
    if (draft) services.refuseBadBrand(draft, '/brand');
    const mail = await services.previewMail(order, { to: previewRecipient(body), draft });
    return { body: { language: order.language, ...mail } };
  }),
);
