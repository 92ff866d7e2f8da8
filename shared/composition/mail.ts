import type { Config } from '../config.ts';
import type { SenderNotes } from '../adapters/email/noteSenderRefusals.ts';
import { spanned } from '../adapters/telemetry/spanned.ts';
import type { MailBrand } from '../domain/mail/mailBrand.ts';
import type { MailOrder } from '../domain/mail/mailOrder.ts';
import { refuseProblems } from '../edge/refuseProblems.ts';
import type { ComposedMail, MailBrands, MailComposer } from '../workflows/ports/mailPorts.ts';
import type { Clock } from '../workflows/ports/ports.ts';
import { identityOf } from './identity.ts';
import { telemetry, trace } from './telemetry.ts';

/** A mail to look at, in a brand that may not be saved. */
export type PreviewMail = (
  order: MailOrder,
  about: { readonly to: string; readonly draft: MailBrand | null },
) => Promise<ComposedMail & { readonly mailto: string }>;

export async function createMail(
  config: Config,
  clock: Clock,
  { brands, notes }: { brands: MailBrands; notes: SenderNotes },
) {
  const [
    { createMailService },
    { noteSenderRefusals },
    { composeMail },
    { mailtoLink },
    { mailBrandProblems },
  ] = await Promise.all([
    import('../adapters/email/communicationEmail.ts'),
    import('../adapters/email/noteSenderRefusals.ts'),
    import('../views/mail/composeMail.ts'),
    import('../views/mail/mailto.ts'),
    import('../views/mail/mailBrand.ts'),
  ]);
  const {
    MAIL_CONNECTION_STRING: connectionString,
    MAIL_ENDPOINT: endpoint = '',
    MAIL_REPLY_TO: replyTo,
  } = config;
  const defaultBrand: MailBrand = {
    partnerName: config.PARTNER_NAME,
    supportEmail: config.PARTNER_SUPPORT_EMAIL ?? null,
    legalFooter: null,
  };
  const currentBrand = async (): Promise<MailBrand> => (await brands.find())?.brand ?? defaultBrand;
  const mailComposer: MailComposer = async () => {
    const brand = await currentBrand();
    return (order) => composeMail({ ...order, brand });
  };
  const previewMail: PreviewMail = async (order, { to, draft }) => {
    const mail = composeMail({ ...order, brand: draft ?? (await currentBrand()) });
    return { ...mail, mailto: mailtoLink({ to, ...mail }) };
  };
  const service = createMailService({
    account: connectionString ? { connectionString } : { endpoint, credential: await identityOf(config) },
    sender: config.MAIL_SENDER,
    ...(replyTo ? { replyTo: { address: replyTo } } : {}),
    clock,
    trace,
  });
  const { send } = noteSenderRefusals(service, notes, clock);
  return {
    mailService: spanned(telemetry, 'mail.send', { send }),
    mailTrial: { tryAccess: () => service.tryAccess() },
    mailComposer,
    defaultBrand,
    brand: currentBrand,
    refuseBadBrand: (brand: MailBrand, at?: string) => {
      refuseProblems(mailBrandProblems(brand), at);
    },
    previewMail,
    mailto: mailtoLink,
  };
}
