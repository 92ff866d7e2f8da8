import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import type { AppCredential } from '../adapters/partnerCenter/tokens/tokens.ts';
import { spanned } from '../adapters/telemetry/spanned.ts';
import type { TrustedCertificates } from '../workflows/ports/notificationPorts.ts';
import type { CallBudget, Secrets } from '../workflows/ports/partnerCenterPorts.ts';
import type { Clock } from '../workflows/ports/ports.ts';
import { identityOf } from './identity.ts';
import { telemetry, trace } from './telemetry.ts';

export async function createPartnerCenterPorts(
  config: Config,
  clock: Clock,
  needs: { secrets: Secrets; budget: CallBudget; trustedCertificates: TrustedCertificates },
) {
  const { secrets, budget } = needs;
  const [
    { createPartnerCenter },
    { createWebhookRegistrations },
    { createRefreshTokens },
    tokens,
    { createSignIns },
    { createTrials },
  ] = await Promise.all([
    import('../adapters/partnerCenter/partnerCenter.ts'),
    import('../adapters/partnerCenter/webhookRegistrations.ts'),
    import('../adapters/partnerCenter/tokens/refreshTokens.ts'),
    import('../adapters/partnerCenter/tokens/tokens.ts'),
    import('../adapters/partnerCenter/tokens/signIns.ts'),
    import('../adapters/partnerCenter/trials.ts'),
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
    readsBothSources: config.REACCEPTANCE_COVERS_DIRECT,
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
    partnerCenterSignatures: await createSignatures(config, clock, needs.trustedCertificates),
    userSignIn: tokens.createUserSignIn(signIn),
    signIns: createSignIns(sources),
    trials: createTrials(options),
    partnerTenantId: config.PARTNER_TENANT_ID,
  };
}

/** Verifies the signatures of Partner Center's notifications. */
async function createSignatures(config: Config, clock: Clock, kept: TrustedCertificates) {
  const [{ createSignatures: create }, { createCertificateStore }] = await Promise.all([
    import('../adapters/partnerCenter/certificates/signatures.ts'),
    import('../adapters/partnerCenter/certificates/certificateStore.ts'),
  ]);
  return create({
    hosts: config.PARTNER_CENTER_CERTIFICATE_HOSTS,
    roots: config.PARTNER_CENTER_CERTIFICATE_ROOTS,
    domain: config.PARTNER_CENTER_CERTIFICATE_DOMAIN,
    store: createCertificateStore(clock, { kept }),
    clock,
  });
}

/** Read again for each sign-in, so that a replaced secret needs no restart. */
async function appCredential(config: Config, secrets: Secrets, clock: Clock): Promise<AppCredential> {
  if (config.PARTNER_CENTER_CREDENTIAL === 'secret') {
    return async () => ({ secret: await secrets.read('partner-center-client-secret') });
  }
  if (config.PARTNER_CENTER_CREDENTIAL === 'certificate') {
    const { createCertificateAssertion } = await import('../adapters/identity/certificate.ts');
    return createCertificateAssertion({
      clientId: config.PARTNER_CENTER_CLIENT_ID,
      tokenUrl: `${config.ENTRA_URL}/${config.PARTNER_TENANT_ID}/oauth2/v2.0/token`,
      certificate: () => secrets.read('partner-center-certificate'),
      clock,
    });
  }
  const { createFederatedAssertion } = await import('../adapters/identity/credential.ts');
  return createFederatedAssertion(await identityOf(config));
}
