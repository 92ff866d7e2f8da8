import type { TokenCredential } from '@azure/identity';
import { failAfter } from '../../concurrency/withTimeout.ts';

/** The SDK tries again by itself, and sets no end to it. */
const tokenTimeoutMs = 30_000;

/** The app's user-assigned managed identity. The SDK is loaded on first use: local work never needs it. */
export function createManagedIdentityCredential(clientId: string): TokenCredential {
  let loading: Promise<TokenCredential> | undefined;
  return {
    async getToken(scopes, options) {
      loading ??= import('@azure/identity').then((sdk) => new sdk.ManagedIdentityCredential({ clientId }));
      return failAfter((await loading).getToken(scopes, options), tokenTimeoutMs);
    },
  };
}

/** The account signed in to the Azure CLI on this computer, for helpers that a person runs. */
export function createCliCredential(): TokenCredential {
  let loading: Promise<TokenCredential> | undefined;
  return {
    async getToken(scopes, options) {
      loading ??= import('@azure/identity').then((sdk) => new sdk.AzureCliCredential());
      return (await loading).getToken(scopes, options);
    },
  };
}

/**
 * Proves an app registration to Entra by a managed identity that it trusts (federated credential), so that
 * there is no secret to keep. Documented for Entra; that Partner Center accepts it is unverified.
 */
export function createFederatedAssertion(identity: TokenCredential): () => Promise<{ assertion: string }> {
  return async () => {
    const token = await identity.getToken('api://AzureADTokenExchange/.default');
    if (!token) throw new Error('The managed identity gave no token.');
    return { assertion: token.token };
  };
}
