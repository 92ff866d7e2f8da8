import type { TokenCredential } from '@azure/identity';
import * as z from 'zod';
import { AgreementError } from '../../domain/errors.ts';
import type { Clock } from '../../workflows/ports/ports.ts';
import type { SecretName, Secrets } from '../../workflows/ports/partnerCenterPorts.ts';
import { fetchWithin, jsonOf } from '../fetchWithin.ts';
import { parseRetryAfter } from '../retryAfter.ts';

export type KeyVaultOptions = {
  /** `https://<name>.vault.azure.net`, without a slash at the end. */
  readonly url: string;
  readonly credential: TokenCredential;
  readonly clock: Clock;
  readonly timeoutMs?: number;
};

/** Of the public cloud (documented). */
const scope = 'https://vault.azure.net/.default';
const apiVersion = '7.4';
const defaultTimeoutMs = 10_000;

/** The used part of the answer to both calls; times are seconds since 1970 (documented). */
const bundle = z.object({
  value: z.string(),
  attributes: z.object({ created: z.number(), exp: z.number().optional() }),
});
type Bundle = z.infer<typeof bundle>;

const refusal = z.object({ error: z.object({ code: z.string().regex(/^\w{1,60}$/) }) });

/**
 * Secrets in Azure Key Vault. Two calls do not need the SDK, which would weigh more than this whole app.
 * @see https://learn.microsoft.com/rest/api/keyvault/secrets
 */
export function createKeyVaultSecrets(options: KeyVaultOptions): Secrets {
  return {
    async read(name) {
      const found = await ask(options, name);
      if (!found) throw unavailable(`There is no secret ${name} in the key vault`);
      return found.value;
    },
    // A new version becomes the current one; the older ones stay in the vault (documented).
    async write(name, value, { expiresAt }) {
      await ask(options, name, { value, attributes: { exp: Math.floor(expiresAt.getTime() / 1000) } });
    },
    async describe(name) {
      const attributes = (await ask(options, name))?.attributes;
      if (!attributes) return undefined;
      const { created, exp } = attributes;
      return {
        // When this version was made; `updated` changes with its tags, too.
        updatedAt: new Date(created * 1000),
        expiresAt: exp === undefined ? null : new Date(exp * 1000),
      };
    },
  };
}

/** Reads the current version, or writes a new one when there is a body; undefined when there is no secret. */
async function ask(options: KeyVaultOptions, name: SecretName, body?: object): Promise<Bundle | undefined> {
  const response = await call(options, name, body);
  const { status } = response;
  // Only in the vault's own words (documented): a page with 404 says nothing of a secret.
  const isMissing = refusal.safeParse(response.json).data?.error.code === 'SecretNotFound';
  if (status === 404 && isMissing && !body) return undefined;
  const parsed = bundle.safeParse(response.json);
  if (status === 200 && parsed.success) return parsed.data;
  const said = status === 200 ? 'an unexpected form' : `status ${String(status)}`;
  const code = refusal.safeParse(response.json).data?.error.code;
  throw unavailable(
    `The key vault answered with ${[said, code].filter(Boolean).join(', ')} for the secret ${name}`,
    { retryAfterMs: response.retryAfterMs },
  );
}

async function call({ url, credential, clock, timeoutMs }: KeyVaultOptions, name: SecretName, body?: object) {
  try {
    const token = (await credential.getToken(scope))?.token ?? '';
    const init = {
      method: body ? 'PUT' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    const limits = { timeoutMs: timeoutMs ?? defaultTimeoutMs };
    const fetched = await fetchWithin(`${url}/secrets/${name}?api-version=${apiVersion}`, init, limits);
    const retryAfterMs = parseRetryAfter(fetched.headers.get('retry-after'), clock.now());
    return { status: fetched.status, json: jsonOf(fetched), retryAfterMs };
  } catch (cause) {
    throw unavailable(`The key vault did not answer for the secret ${name}`, { cause });
  }
}

function unavailable(
  what: string,
  { cause, retryAfterMs }: { cause?: unknown; retryAfterMs?: number | undefined } = {},
): AgreementError {
  return new AgreementError('SECRETS_UNAVAILABLE', `${what}.`, {
    ...(cause === undefined ? {} : { cause }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
