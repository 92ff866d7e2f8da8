import type { Config } from '../config.ts';
import type { SenderNotes } from '../adapters/email/noteSenderRefusals.ts';
import { spanned } from '../adapters/telemetry/spanned.ts';
import type { MailBrand } from '../domain/mailBrand.ts';
import { refuseProblems } from '../edge/refuseProblems.ts';
import type { MailBrands, MailComposer } from '../workflows/mailPorts.ts';
import type { Clock } from '../workflows/ports.ts';
import type { Services } from '../services.ts';
import { identityOf } from './identity.ts';
import { telemetry, trace } from './telemetry.ts';

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
    import('../portal/mail/composeMail.ts'),
    import('../portal/mail/mailto.ts'),
    import('../portal/mail/mailBrand.ts'),
  ]);
  const {
    MAIL_CONNECTION_STRING: connectionString,
    MAIL_ENDPOINT: endpoint = '',
    MAIL_REPLY_TO: replyTo,
  } = config;
  const usualBrand: MailBrand = {
    partnerName: config.PARTNER_NAME,
    supportEmail: config.PARTNER_SUPPORT_EMAIL ?? null,
    legalFooter: null,
  };
  const currentBrand = async (): Promise<MailBrand> => (await brands.find())?.brand ?? usualBrand;
  const mailComposer: MailComposer = async () => {
    const brand = await currentBrand();
    return (order) => composeMail({ ...order, brand });
  };
  const previewMail: Services['previewMail'] = async (order, { to, draft }) => {
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
    usualBrand,
    partnerName: async () => (await currentBrand()).partnerName,
    refuseBadBrand: (brand: MailBrand, at?: string) => {
      refuseProblems(mailBrandProblems(brand), at);
    },
    previewMail,
    mailto: mailtoLink,
  };
}
