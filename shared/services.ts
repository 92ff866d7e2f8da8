// Composition root: the only file that knows which adapter stands behind which port.
import { randomUUID } from 'node:crypto';
import { loadConfig, type Config } from './config.ts';
import { patience } from './adapters/patience.ts';
import { createLogTelemetry } from './adapters/telemetry/logTelemetry.ts';
import { spanned } from './adapters/telemetry/spanned.ts';
import { currentInvocation } from './edge/invocation.ts';
import type { VerifyCaller } from './edge/endpoint.ts';
import { refuseProblems } from './edge/refuseProblems.ts';
import type { MailBrand } from './domain/mailBrand.ts';
import type { MailOrder } from './domain/mailOrder.ts';
import type { AgreementRecord } from './domain/record.ts';
import type { Prospect } from './domain/prospect.ts';
import { webhookUrl } from './domain/webhookRegistration.ts';
import { announceChanges } from './workflows/announceChanges.ts';
import { createTurns } from './workflows/turns.ts';
import type { FailureNotes, PoisonMessages } from './workflows/poisonPorts.ts';
import type { ConnectionNeeds } from './workflows/connectionPorts.ts';
import type { SenderNotes } from './adapters/email/noteSenderRefusals.ts';
import { hasLink } from './contracts/presentAttestation.ts';
import type { ProspectText } from './contracts/presentProspect.ts';
import { composeCurrentAttestation, composeCurrentInvitation } from './workflows/composePendingMail.ts';
import { composeProspect } from './workflows/composeProspect.ts';
import type { AppCredential } from './adapters/partnerCenter/tokens.ts';
import type { CallBudget, Secrets } from './workflows/partnerCenterPorts.ts';
import type { Clock, Telemetry, Trace } from './workflows/ports.ts';
import type { ComposedMail, MailBrands, MailComposer } from './workflows/mailPorts.ts';

/** Seals positions of lists, so that clients cannot make them up. */
type PageTokens = {
  seal(scope: string, position: string): string;
  /** @throws {AgreementError} `INVALID_CONTINUATION_TOKEN` */
  open(scope: string, token: string): string;
};

type LinkContent = ComposedMail & { readonly mailto: string };

export type Services = ConnectionNeeds & {
  readonly failureNotes: FailureNotes;
  readonly poisonMessages: PoisonMessages;
  readonly verifyCaller: VerifyCaller;
  readonly pageTokens: PageTokens;
  /** Where a customer accepts: the fixed page of the Microsoft 365 admin center (documented). */
  readonly acceptUrl: string;
  /** The brand of a partner that has saved none. */
  readonly usualBrand: MailBrand;
  readonly publicUrl: string;
  /** As mails name the partner. */
  partnerName(): Promise<string>;
  /** @throws {AgreementError} `INVALID_INPUT`; `at` points to where the brand was in the body */
  refuseBadBrand(brand: MailBrand, at?: string): void;
  /** A mail to look at, in a brand that may not be saved. */
  previewMail(
    order: MailOrder,
    about: { readonly to: string; readonly draft: MailBrand | null },
  ): Promise<LinkContent>;
  /** The stable link of a relationship invitation, and what a partner sends by hand where it does. */
  prospectTexts(): Promise<(prospect: Prospect) => ProspectText>;
  /** Where a signatory accepts: the page that Microsoft hosts for one attestation (documented). */
  attestationPage(attestationId: string): string;
  /** Writes what a partner sends by hand; null for what is mailed. */
  linkContents(about: 'invitation' | 'attestation'): Promise<(record: AgreementRecord) => LinkContent | null>;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Both are of the invocation at hand; what runs outside of any belongs to no trace and is not measured. */
const trace: Trace = { parent: () => currentInvocation()?.traceparent };
const telemetry: Telemetry = createLogTelemetry({
  write: (line) => currentInvocation()?.context.log(line),
  trace,
  nowMs: () => performance.now(),
});

/** Receivers are expected to answer first and to work later. */
const webhookTimeoutMs = 15_000;

let services: Promise<Services> | undefined;

/** Built on first use and kept for the life of the worker, so that connections are reused. */
export function getServices(): Promise<Services> {
  services ??= createServices(loadConfig(process.env)).catch((failure: unknown) => {
    services = undefined;
    throw failure;
  });
  return services;
}

/** The clients are heavy, so they are loaded here and not with the functions. */
export async function createServices(
  config: Config,
  clock: Clock = { now: () => new Date() },
): Promise<Services> {
  const storage = await createStorage(config, clock);
  const secrets = await createSecrets(config, clock);
  const portalUrl = config.PORTAL_URL ?? `${config.PUBLIC_URL}/api/v1`;
  const [partnerCenter, mail, signing, webhooks, callers] = await Promise.all([
    createPartnerCenterPorts(config, clock, { secrets, budget: storage.callBudget }),
    createMail(config, clock, { brands: storage.mailBrands, notes: storage.senderRefusals }),
    createSigning(config, clock),
    createWebhooks(config, clock),
    import('./adapters/identity/callers.ts'),
  ]);
  return {
    ...storage,
    ...mail,
    ...signing,
    ...partnerCenter,
    ...webhooks,
    agreements: announceChanges(storage.agreements, {
      ...{ ...storage, ...webhooks, clock, patience, stableId: signing.stableId },
    }),
    secrets,
    telemetry,
    clock,
    patience,
    webhookUrl: webhookUrl(config.PUBLIC_URL),
    policy: {
      invitation: {
        lifetimeMs: config.invitationLifetimeMs,
        resends: config.RESEND_LIMIT,
        resendWindowMs: config.RESEND_WINDOW_MINUTES * 60_000,
      },
      attestation: { mode: config.ATTESTATION_MODE },
      reminders: {
        firstMs: config.REMINDER_FIRST_DAYS * dayMs,
        everyMs: config.REMINDER_EVERY_DAYS * dayMs,
        limit: config.REMINDER_LIMIT,
      },
      notices: {
        agentEmail: config.NOTICE_EMAIL ?? null,
        tellCustomer: config.CONFIRM_TO_CUSTOMER,
        recordUrl: (customerTenantId) => `${portalUrl}/customers/${customerTenantId}`,
        prospectUrl: (prospectId) => `${portalUrl}/relationship-invitations/${prospectId}`,
        endpointUrl: (endpointId) => `${portalUrl}/webhook-endpoints/${endpointId}`,
      },
      mailPasswords: config.MAIL_PASSWORDS,
      rhythm: {
        afterInvitationMs: config.CHECK_AFTER_INVITATION_HOURS.map((hours) => hours * hourMs),
        afterOpeningMs: config.CHECK_AFTER_OPENING_MINUTES.map((minutes) => minutes * minuteMs),
        afterAttestationMs: config.CHECK_AFTER_ATTESTATION_MINUTES.map((minutes) => minutes * minuteMs),
        acceptedMs: config.CHECK_ACCEPTED_DAYS * dayMs,
      },
      wakeUpGraceMs: config.WAKE_UP_GRACE_SECONDS * 1000,
      retryFirstMs: config.RETRY_FIRST_SECONDS * 1000,
      reacceptanceCutoff: config.REACCEPTANCE_CUTOFF,
      defaultLanguage: config.DEFAULT_LANGUAGE,
      partnerType: config.PARTNER_TYPE,
    },
    verifyCaller: callers.createCallerVerifier({
      entraUrl: config.ENTRA_URL,
      tenantId: config.PARTNER_TENANT_ID,
      audience: config.API_AUDIENCE,
      allowedClients: config.API_ALLOWED_CLIENTS,
      clock,
    }).verify,
    acceptUrl: `${config.ADMIN_CENTER_URL}/AdminPortal/Home?ref=/BillingAccounts/agreement`,
    publicUrl: config.PUBLIC_URL,
    attestationPage: (attestationId) =>
      `${config.ATTESTATION_PAGE_URL}/?attestationid=${encodeURIComponent(attestationId)}`,
    newId: randomUUID,
    prospectTexts: async () => {
      const composeMail = await mail.mailComposer();
      return (prospect) => {
        const url = signing.links.relationshipUrl(prospect.id);
        if (prospect.delivery !== 'link' || !prospect.link) return { url, content: null };
        const content = composeProspect({ composeMail, ...signing }, prospect, clock.now());
        return {
          url,
          content: { ...content, mailto: mail.mailto({ to: prospect.recipient.email, ...content }) },
        };
      };
    },
    linkContents: async (about) => {
      const composeMail = await mail.mailComposer();
      const compose = about === 'invitation' ? composeCurrentInvitation : composeCurrentAttestation;
      return (record) => {
        const subject = record[about];
        if (subject?.delivery !== 'link' || ('mode' in subject && !hasLink(subject))) return null;
        const to = 'recipient' in subject ? subject.recipient.email : subject.signatory.email;
        const content = compose({ composeMail, ...signing }, record);
        return { ...content, mailto: mail.mailto({ to, ...content }) };
      };
    },
  };
}

async function createStorage(config: Config, clock: Clock) {
  const [storage, { createAtRest }, { createByteBox }] = await Promise.all([
    import('./adapters/storage/storage.ts'),
    import('./adapters/storage/atRest.ts'),
    import('./adapters/signing/byteBox.ts'),
  ]);
  const options = {
    atRest: createAtRest(createByteBox(Buffer.from(config.SIGNING_KEY, 'base64'), 'texts at rest')),
    callsPerMinute: config.PARTNER_CENTER_CALLS_PER_MINUTE,
    mailQuota: { perMinute: config.MAIL_PER_MINUTE, perHour: config.MAIL_PER_HOUR },
    trace,
  };
  if (config.DataStorage) return storage.createStorage(config.DataStorage, clock, options);
  const {
    DataStorage__tableServiceUri: tableServiceUri = '',
    DataStorage__queueServiceUri: queueServiceUri = '',
  } = config;
  return storage.createStorage(
    { tableServiceUri, queueServiceUri, credential: await identityOf(config) },
    clock,
    options,
  );
}

/** The vault where there is one, else a file, else what the settings give. */
async function createSecrets(config: Config, clock: Clock): Promise<Secrets> {
  const { KEY_VAULT_URL: url } = config;
  if (url) {
    const { createKeyVaultSecrets } = await import('./adapters/secrets/keyVault.ts');
    return createKeyVaultSecrets({ url, credential: await identityOf(config), clock });
  }
  const given = {
    'partner-center-refresh-token': config.PARTNER_CENTER_REFRESH_TOKEN,
    'partner-center-client-secret': config.PARTNER_CENTER_CLIENT_SECRET,
  };
  if (config.SECRETS_FILE) {
    const { createFileSecrets } = await import('./adapters/secrets/fileStore.ts');
    return createFileSecrets(config.SECRETS_FILE, given, clock);
  }
  const { createSettingsSecrets } = await import('./adapters/secrets/settingsStore.ts');
  return createSettingsSecrets(given, clock);
}

async function createPartnerCenterPorts(
  config: Config,
  clock: Clock,
  { secrets, budget }: { secrets: Secrets; budget: CallBudget },
) {
  const [
    { createPartnerCenter },
    { createWebhookRegistrations },
    { createRefreshTokens },
    tokens,
    { createSignIns },
    { createTrials },
  ] = await Promise.all([
    import('./adapters/partnerCenter/partnerCenter.ts'),
    import('./adapters/partnerCenter/webhookRegistrations.ts'),
    import('./adapters/partnerCenter/refreshTokens.ts'),
    import('./adapters/partnerCenter/tokens.ts'),
    import('./adapters/partnerCenter/signIns.ts'),
    import('./adapters/partnerCenter/trials.ts'),
  ]);
  const { PARTNER_CENTER_TIMEOUT_MS: timeoutMs } = config;
  const signIn = {
    entraUrl: config.ENTRA_URL,
    tenantId: config.PARTNER_TENANT_ID,
    clientId: config.PARTNER_CENTER_CLIENT_ID,
    resource: config.PARTNER_CENTER_RESOURCE,
    credential: await appCredential(config, secrets, clock),
    timeoutMs,
    clock,
    telemetry,
  };
  const sources = {
    appOnly: tokens.createAppTokens(signIn),
    appAndUser: tokens.createUserTokens(signIn, createRefreshTokens(secrets, clock)),
  };
  const options = {
    url: config.PARTNER_CENTER_URL,
    partnerType: config.PARTNER_TYPE,
    partnerTenantId: config.PARTNER_TENANT_ID,
    tokens: sources,
    timeoutMs,
    budget,
    clock,
    newId: randomUUID,
    telemetry,
    trace,
  };
  return {
    partnerCenter: spanned(telemetry, 'partnerCenter.call', createPartnerCenter(options)),
    webhookRegistrations: spanned(telemetry, 'partnerCenter.call', createWebhookRegistrations(options)),
    partnerCenterSignatures: await createSignatures(config, clock),
    userSignIn: tokens.createUserSignIn(signIn),
    signIns: createSignIns(sources),
    trials: createTrials(options),
    partnerTenantId: config.PARTNER_TENANT_ID,
  };
}

/** Who may speak for Partner Center to us. */
async function createSignatures(config: Config, clock: Clock) {
  const [{ createSignatures: create }, { createCertificateStore }] = await Promise.all([
    import('./adapters/partnerCenter/signatures.ts'),
    import('./adapters/partnerCenter/certificateStore.ts'),
  ]);
  return create({
    hosts: config.PARTNER_CENTER_CERTIFICATE_HOSTS,
    roots: config.PARTNER_CENTER_CERTIFICATE_ROOTS,
    domain: config.PARTNER_CENTER_CERTIFICATE_DOMAIN,
    store: createCertificateStore(clock),
    clock,
  });
}

/** Read anew for each sign-in, so that a replaced secret needs no restart. */
async function appCredential(config: Config, secrets: Secrets, clock: Clock): Promise<AppCredential> {
  if (config.PARTNER_CENTER_CREDENTIAL === 'secret') {
    return async () => ({ secret: await secrets.read('partner-center-client-secret') });
  }
  if (config.PARTNER_CENTER_CREDENTIAL === 'certificate') {
    const { createCertificateAssertion } = await import('./adapters/identity/certificate.ts');
    return createCertificateAssertion({
      clientId: config.PARTNER_CENTER_CLIENT_ID,
      tokenUrl: `${config.ENTRA_URL}/${config.PARTNER_TENANT_ID}/oauth2/v2.0/token`,
      certificate: () => secrets.read('partner-center-certificate'),
      clock,
    });
  }
  const { createFederatedAssertion } = await import('./adapters/identity/credential.ts');
  return createFederatedAssertion(await identityOf(config));
}

async function createMail(
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
    import('./adapters/email/communicationEmail.ts'),
    import('./adapters/email/noteSenderRefusals.ts'),
    import('./portal/mail/composeMail.ts'),
    import('./portal/mail/mailto.ts'),
    import('./portal/mail/mailBrand.ts'),
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

/** Our messages to other systems. */
async function createWebhooks(config: Config, clock: Clock) {
  const [{ createSecretBox }, { createWebhookSender }] = await Promise.all([
    import('./adapters/signing/secretBox.ts'),
    import('./adapters/webhooks/webhookSender.ts'),
  ]);
  const secretBox = createSecretBox(Buffer.from(config.SIGNING_KEY, 'base64'));
  const allowLoopback = config.WEBHOOK_LOOPBACK;
  const guard = { allowLoopback, timeoutMs: webhookTimeoutMs };
  return {
    secretBox,
    webhookSender: createWebhookSender({ guard, secretBox, clock }),
    turns: createTurns(),
    newId: randomUUID,
    webhooks: { source: config.PUBLIC_URL, allowLoopback },
  };
}

async function createSigning(config: Config, clock: Clock) {
  const [{ createStableLinks }, { createPageTokens }, { stableId }, { createHandOver }] = await Promise.all([
    import('./adapters/signing/links.ts'),
    import('./adapters/signing/pageTokens.ts'),
    import('./adapters/signing/stableId.ts'),
    import('./adapters/signing/handOver.ts'),
  ]);
  const key = Buffer.from(config.SIGNING_KEY, 'base64');
  return {
    links: createStableLinks({ publicUrl: config.PUBLIC_URL, key }),
    handOver: createHandOver({ publicUrl: config.PUBLIC_URL, key }),
    pageTokens: createPageTokens({ key, clock }),
    stableId,
  };
}

/** The app's managed identity, in Azure only; where it is needed the settings were checked to name it. */
async function identityOf(config: Config) {
  const { createManagedIdentityCredential } = await import('./adapters/identity/credential.ts');
  return createManagedIdentityCredential(config.DataStorage__clientId ?? '');
}
