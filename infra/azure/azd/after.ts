import { randomBytes } from 'node:crypto';
import { graph } from './before.ts';
import { isConfirmed, runSteps, variableOf, type HookNeeds, type Step } from './steps.ts';

const secretsVersion = '2023-07-01';

/** After the resources are there: what needs their address and identity. */
export async function afterProvision(needs: HookNeeds): Promise<void> {
  if (!needs.ask && !isConfirmed(needs)) {
    needs.say('Nobody can be asked here. In a terminal: azd hooks run postprovision');
    return;
  }
  const host = variableOf(needs, 'SERVICE_API_HOST');
  needs.say('What the app needs beside its resources:');
  const usesIdentity = (needs.variables['PARTNER_CENTER_CREDENTIAL'] || 'identity') === 'identity';
  await runSteps(needs, [
    portalAddress(needs, `https://${host}/portal/`),
    ...(usesIdentity ? [identityFederation(needs)] : []),
    signingKey(needs),
  ]);
  needs.say(`After the package is deployed, what is left, worst first: https://${host}/portal/connection`);
}

function portalAddress({ commands, ...needs }: HookNeeds, address: string): Step {
  const url = `${graph}/applications(appId='${variableOf({ commands, ...needs }, 'PORTAL_CLIENT_ID')}')`;
  const addresses = async (): Promise<string[]> => {
    const found = (await commands.read(`${url}?$select=spa`)) as
      { spa?: { redirectUris?: string[] } } | undefined;
    return found?.spa?.redirectUris ?? [];
  };
  return {
    says: `sign-in at ${address}`,
    isDone: async () => (await addresses()).includes(address),
    run: async () =>
      commands.write('patch', url, { spa: { redirectUris: [...(await addresses()), address] } }),
  };
}

/** The managed identity stands in for a client secret. Documented for Entra; with Partner Center unverified. */
function identityFederation(needs: HookNeeds): Step {
  const subject = variableOf(needs, 'APP_PRINCIPAL_ID');
  const application = `${graph}/applications(appId='${variableOf(needs, 'PARTNER_CENTER_CLIENT_ID')}')`;
  const credentials = `${application}/federatedIdentityCredentials`;
  type Found = { readonly value: readonly { readonly name: string; readonly subject: string }[] };
  const found = async () => ((await needs.commands.read(credentials)) as Found | undefined)?.value ?? [];
  return {
    says: "the app's identity stands in for a client secret at Partner Center",
    isDone: async () => (await found()).some((one) => one.subject === subject),
    async run() {
      const subscription = variableOf(needs, 'AZURE_SUBSCRIPTION_ID');
      const { tenantId } = (await needs.commands.az('account', 'show', '--subscription', subscription)) as {
        tenantId: string;
      };
      const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
      const credential = { audiences: ['api://AzureADTokenExchange'], issuer, subject };
      // An environment that was deleted and made anew has another identity.
      const isTaken = (await found()).some(({ name }) => name === 'app-identity');
      await (isTaken
        ? needs.commands.write('patch', `${credentials}/app-identity`, credential)
        : needs.commands.write('post', credentials, { name: 'app-identity', ...credential }));
    },
  };
}

/** Through the resource manager: whoever may deploy may do that, and no role on the vault is needed (documented). */
function signingKey(needs: HookNeeds): Step {
  const [subscription, group, vault, app] = [
    ...['AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP', 'KEY_VAULT_NAME', 'SERVICE_API_NAME'],
  ].map((name) => variableOf(needs, name));
  const ofGroup = `/subscriptions/${String(subscription)}/resourceGroups/${String(group)}/providers`;
  const url = `${ofGroup}/Microsoft.KeyVault/vaults/${String(vault)}/secrets/signing-key?api-version=${secretsVersion}`;
  return {
    says: `the secret signing-key in ${String(vault)}`,
    isDone: async () => (await needs.commands.read(url)) !== undefined,
    async run() {
      const value = randomBytes(32).toString('base64');
      await needs.commands.write('put', url, { properties: { value } });
      const which = ['--name', String(app), '--resource-group', String(group)];
      await needs.commands.az('functionapp', 'restart', ...which);
    },
  };
}
