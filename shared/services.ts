// Composition root, with the parts of it below composition/: only here is known which adapter stands behind which port.
import { randomUUID } from 'node:crypto';
import { loadConfig, type Config } from './config.ts';
import type { CsvRow } from './adapters/csv/readCsv.ts';
import { createBackupStore } from './composition/backup.ts';
import { createLinkTexts, type LinkTexts } from './composition/linkTexts.ts';
import { createMail, type PreviewMail } from './composition/mail.ts';
import { createPartnerCenterPorts } from './composition/partnerCenter.ts';
import { policyOf } from './composition/policy.ts';
import { portalSettings } from './composition/portal.ts';
import { createSecrets } from './composition/secrets.ts';
import { shownSettings, type ShownSetting } from './composition/shownSettings.ts';
import { createSigning } from './composition/signing.ts';
import { createStorage } from './composition/storage.ts';
import { telemetry } from './composition/telemetry.ts';
import { createWebhooks } from './composition/webhooks.ts';
import type { VerifyCaller } from './edge/httpOperation.ts';
import type { PortalSettings } from './edge/portal/createPortal.ts';
import { maxImportRows } from './domain/imports/customerImport.ts';
import type { AttestationId } from './domain/customers/attestationId.ts';
import type { MailBrand } from './domain/mail/mailBrand.ts';
import { webhookUrl } from './domain/partnerCenter/webhookRegistration.ts';
import { composeMails } from './workflows/mail/composeMails.ts';
import { agreementsWithOutbox, prospectsWithOutbox } from './workflows/webhooks/outbox.ts';
import type { ActivityNeeds } from './workflows/ports/activityPorts.ts';
import type { BackupStore, TableCopies } from './workflows/ports/backupPorts.ts';
import type { People, SavedViews } from './workflows/ports/peoplePorts.ts';
import type { FailureNotes, PoisonMessages } from './workflows/ports/poisonPorts.ts';
import type { ConnectionNeeds } from './workflows/ports/connectionPorts.ts';
import type { Clock } from './workflows/ports/ports.ts';

/** Seals positions of lists, so that clients cannot make them up. */
type PageTokens = {
  seal(scope: string, position: string): string;
  /** @throws {AgreementError} `INVALID_CONTINUATION_TOKEN` */
  open(scope: string, token: string): string;
};

export type Services = ConnectionNeeds &
  ActivityNeeds &
  LinkTexts & {
    /** One read says whether lists and summary are as they were. */
    readonly changes: { current(): Promise<string> };
    readonly people: People;
    readonly settings: readonly ShownSetting[];
    readonly savedViews: SavedViews;
    readonly failureNotes: FailureNotes;
    readonly poisonMessages: PoisonMessages;
    readonly tableCopies: TableCopies;
    /** Undefined where no copies are made. */
    readonly backupStore: BackupStore | undefined;
    readonly verifyCaller: VerifyCaller;
    readonly pageTokens: PageTokens;
    /** Lines of a file of customers. @throws {AgreementError} `INVALID_CSV` · `INVALID_INPUT` for too many of them */
    readCsv(text: string): Promise<readonly CsvRow[]>;
    /** Where a customer accepts: the fixed page of the Microsoft 365 admin center (documented). */
    readonly acceptUrl: string;
    /** The brand of a partner that has saved none. */
    readonly defaultBrand: MailBrand;
    readonly publicUrl: string;
    readonly portal: PortalSettings;
    /** The partner's brand as it is now. Throws `STORAGE_UNAVAILABLE`. */
    brand(): Promise<MailBrand>;
    /** Address of the site on which signatories accept. */
    readonly attestationHost: string;
    /** @throws {AgreementError} `INVALID_INPUT`; `at` points to where the brand was in the body */
    refuseBadBrand(brand: MailBrand, at?: string): void;
    readonly previewMail: PreviewMail;
    /** Where a signatory accepts: the page that Microsoft hosts for one attestation (documented). */
    attestationPage(attestationId: AttestationId): string;
  };

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
  const [partnerCenter, mail, signing, webhooks, callers] = await Promise.all([
    createPartnerCenterPorts(config, clock, {
      ...{ secrets, budget: storage.callBudget, trustedCertificates: storage.trustedCertificates },
    }),
    createMail(config, clock, { brands: storage.mailBrands, notes: storage.senderRefusals }),
    createSigning(config, clock),
    createWebhooks(config, clock),
    import('./adapters/identity/callers.ts'),
  ]);
  const policy = policyOf(config);
  const publishing = { ...storage, ...webhooks, clock, stableId: signing.stableId };
  const composing = { ...storage, ...mail, ...signing, policy, clock };
  return {
    ...storage,
    ...mail,
    ...signing,
    ...partnerCenter,
    ...webhooks,
    ...(await createBackupStore(config)),
    agreements: agreementsWithOutbox(storage.agreements, publishing),
    prospects: prospectsWithOutbox(storage.prospects, publishing),
    secrets,
    telemetry,
    clock,
    webhookUrl: webhookUrl(config.PUBLIC_URL),
    policy,
    mailsFor: (before, after) => composeMails(composing, before, after),
    verifyCaller: callers.createCallerVerifier({
      entraUrl: config.ENTRA_URL,
      tenantId: config.PARTNER_TENANT_ID,
      audience: config.API_AUDIENCE,
      allowedClients: config.API_ALLOWED_CLIENTS,
      appOnlyClients: config.API_APP_ONLY_CLIENTS,
      guests: config.API_GUESTS,
      clock,
    }).verify,
    acceptUrl: `${config.ADMIN_CENTER_URL}/AdminPortal/Home?ref=/BillingAccounts/agreement`,
    publicUrl: config.PUBLIC_URL,
    portal: portalSettings(config),
    settings: shownSettings(config, process.env),
    attestationPage: (attestationId) =>
      `${config.ATTESTATION_PAGE_URL}/?attestationid=${encodeURIComponent(attestationId)}`,
    attestationHost: config.ATTESTATION_PAGE_URL,
    readCsv: async (text) => (await import('./adapters/csv/readCsv.ts')).readCsv(text, maxImportRows),
    newId: randomUUID,
    ...createLinkTexts({ mail, signing, clock }),
  };
}
