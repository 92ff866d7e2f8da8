// Composition root: the only file that knows which adapter stands behind which port.
import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import { loadConfig, type Config } from './config.ts';
import type { VerifyCaller } from './edge/endpoint.ts';
import type { AgreementRecord } from './domain/record.ts';
import { composeCurrentInvitation } from './workflows/composePendingMail.ts';
import type { Clock, ComposedMail, Needs } from './workflows/ports.ts';

/** Seals positions of lists, so that clients cannot make them up. */
type PageTokens = {
  seal(scope: string, position: string): string;
  /** @throws {AgreementError} `INVALID_CONTINUATION_TOKEN` */
  open(scope: string, token: string): string;
};

export type Services = Needs & {
  readonly verifyCaller: VerifyCaller;
  readonly pageTokens: PageTokens;
  /** Where a customer accepts: the fixed page of the Microsoft 365 admin center (documented). */
  readonly acceptUrl: string;
  /** What a partner sends by hand; null for an invitation that is mailed. */
  linkContent(record: AgreementRecord): (ComposedMail & { readonly mailto: string }) | null;
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
export async function createServices(config: Config, clock: Clock = { now: () => new Date() }): Promise<Services> {
  const [storage, partnerCenter, mail, signing, callers] = await Promise.all([
    createStorage(config),
    createPartnerCenterPort(config, clock),
    createMail(config, clock),
    createSigning(config, clock),
    import('./adapters/identity/callers.ts'),
  ]);
  return {
    ...storage,
    ...mail,
    ...signing,
    partnerCenter,
    clock,
    policy: {
      invitation: {
        lifetimeMs: config.invitationLifetimeMs,
        resends: config.RESEND_LIMIT,
        resendWindowMs: config.RESEND_WINDOW_MINUTES * 60_000,
      },
      wakeUpGraceMs: config.WAKE_UP_GRACE_SECONDS * 1000,
      reacceptanceCutoff: config.REACCEPTANCE_CUTOFF,
      defaultLanguage: config.DEFAULT_LANGUAGE,
    },
    verifyCaller: callers.createCallerVerifier({
      entraUrl: config.ENTRA_URL,
      tenantId: config.PARTNER_TENANT_ID,
      audience: config.API_AUDIENCE,
      allowedClients: config.API_ALLOWED_CLIENTS,
      clock,
    }),
    acceptUrl: `${config.ADMIN_CENTER_URL}/AdminPortal/Home?ref=/BillingAccounts/agreement`,
    linkContent: (record) => {
      const { invitation } = record;
      if (invitation?.delivery !== 'link') return null;
      const content = composeCurrentInvitation({ ...mail, ...signing }, record);
      return { ...content, mailto: mail.mailto({ to: invitation.recipient.email, ...content }) };
    },
  };
}
