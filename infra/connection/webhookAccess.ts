import { randomUUID } from 'node:crypto';
import { webhookUrl } from '../../shared/domain/partnerCenter/webhookRegistration.ts';
import { createAppTokens, type TokenSource } from '../../shared/adapters/partnerCenter/tokens/tokens.ts';
import { createWebhookRegistrations } from '../../shared/adapters/partnerCenter/webhookRegistrations.ts';
import type { Telemetry } from '../../shared/workflows/ports/ports.ts';
import type { WebhookRegistrations } from '../../shared/workflows/ports/notificationPorts.ts';

const clock = { now: () => new Date() };
const trace = { parent: () => undefined };
const timeoutMs = 30_000;
const telemetry: Telemetry = {
  count: () => undefined,
  gauge: () => undefined,
  span: (_span, _attributes, work) => work(),
};

/**
 * The registration as an operator reaches it: with an access token for Partner Center, or as the app with its
 * client secret. A few calls by hand need no share of the app's budget.
 * @throws {Error} naming the settings that are missing
 */
export function webhookAccess(env: Readonly<Record<string, string | undefined>>): {
  registrations: WebhookRegistrations;
  ownUrl: string;
} {
  const url = (env['PARTNER_CENTER_URL'] || 'https://api.partnercenter.microsoft.com').replace(/\/+$/, '');
  const token = env['PARTNER_CENTER_ACCESS_TOKEN'];
  const names = token
    ? ['PUBLIC_URL']
    : ['PUBLIC_URL', 'PARTNER_TENANT_ID', 'PARTNER_CENTER_CLIENT_ID', 'PARTNER_CENTER_CLIENT_SECRET'];
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Error(
      `Missing: ${missing.join(', ')}${token ? '' : '; PARTNER_CENTER_ACCESS_TOKEN stands for the last three'}. ` +
        'Those of the local environment are taken while it runs (npm start).',
    );
  }
  const tokens = token ? fixed(token) : appTokens(env);
  const registrations = createWebhookRegistrations({
    ...{ url, timeoutMs, clock, trace, telemetry, newId: randomUUID },
    tokens: { appOnly: tokens, appAndUser: tokens },
    budget: { acquire: async () => undefined, refused: async () => undefined },
  });
  return { registrations, ownUrl: webhookUrl((env['PUBLIC_URL'] ?? '').replace(/\/+$/, '')) };
}

function fixed(token: string): TokenSource {
  return { token: async () => token, forget: () => undefined };
}

function appTokens(env: Readonly<Record<string, string | undefined>>): TokenSource {
  const secret = env['PARTNER_CENTER_CLIENT_SECRET'] ?? '';
  return createAppTokens({
    entraUrl: (env['ENTRA_URL'] || 'https://login.microsoftonline.com').replace(/\/+$/, ''),
    tenantId: env['PARTNER_TENANT_ID'] ?? '',
    clientId: env['PARTNER_CENTER_CLIENT_ID'] ?? '',
    resource: env['PARTNER_CENTER_RESOURCE'] || 'https://api.partnercenter.microsoft.com',
    credential: async () => ({ secret }),
    ...{ timeoutMs, clock, telemetry },
  });
}
