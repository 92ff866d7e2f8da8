import { askForMissing } from './questions.ts';
import { apiOf, registrationsOf, templateGuid, type Registration } from './registrations.ts';
import { isConfirmed, keepVariable, runSteps, variableOf, type HookNeeds, type Step } from './steps.ts';

export const graph = 'https://graph.microsoft.com/v1.0';

/** Before anything is provisioned: asks for what is missing, then makes the app registrations. */
export async function beforeProvision(needs: HookNeeds): Promise<void> {
  await askForMissing(needs);
  const uniqueName = variableOf(needs, 'AZURE_ENV_NAME');
  if (!needs.ask && !isConfirmed(needs)) {
    for (const name of ['API_CLIENT_ID', 'PARTNER_CENTER_CLIENT_ID', 'API_ALLOWED_CLIENTS'])
      variableOf(needs, name);
    needs.say('App registrations: taken as given, since nobody can be asked here.');
    return;
  }
  const subscription = variableOf(needs, 'AZURE_SUBSCRIPTION_ID');
  const account = (await needs.commands.az('account', 'show', '--subscription', subscription)) as {
    tenantId: string;
  };
  const registrations = registrationsOf(uniqueName, account.tenantId);
  needs.say(`App registrations in the directory ${account.tenantId}:`);
  await runSteps(needs, [
    ...registrations.map((one) => register(needs, one)),
    ...registrations.map((one) => usable(needs, one)),
    portalMayCall(needs, uniqueName),
    youAreAgent(needs, uniqueName),
    callersAreKnown(needs),
  ]);
}

/** One call makes it or finds it: its unique name is a key (documented). */
function register(needs: HookNeeds, { uniqueName, variable, application }: Registration): Step {
  const url = `${graph}/applications(uniqueName='${uniqueName}')`;
  return {
    says: `app registration "${application.displayName}" (${variable})`,
    isDone: async () => !!needs.variables[variable],
    async run() {
      const there = await needs.commands.read(`${url}?$select=appId`);
      if (!there) await needs.commands.write('patch', url, application, 'create-if-missing');
      const made = (there ?? (await needs.commands.read(`${url}?$select=appId`))) as { appId: string };
      await keepVariable(needs, variable, made.appId);
    },
  };
}

type Principal = { readonly id: string };
async function principalOf({ commands, variables }: HookNeeds, variable: string) {
  const appId = variables[variable];
  const url = `${graph}/servicePrincipals(appId='${appId ?? ''}')?$select=id`;
  return appId ? ((await commands.read(url)) as Principal | undefined) : undefined;
}

function usable(needs: HookNeeds, { variable, principal, application }: Registration): Step {
  return {
    says: `enterprise application of "${application.displayName}"`,
    isDone: async () => (await principalOf(needs, variable)) !== undefined,
    run: () =>
      needs.commands.write('post', `${graph}/servicePrincipals`, {
        appId: variableOf(needs, variable),
        ...principal,
      }),
  };
}

/** In a call of its own: the scope has to be there before an application can be allowed to use it (third party). */
function portalMayCall(needs: HookNeeds, uniqueName: string): Step {
  const url = (): string => `${graph}/applications(appId='${variableOf(needs, 'API_CLIENT_ID')}')`;
  return {
    says: 'the portal may call the API without asking each user',
    async isDone() {
      const { API_CLIENT_ID: api, PORTAL_CLIENT_ID: portal } = needs.variables;
      if (!api || !portal) return false;
      return JSON.stringify(await needs.commands.read(`${url()}?$select=api`)).includes(portal);
    },
    run: () =>
      needs.commands.write('patch', url(), { api: apiOf(uniqueName, variableOf(needs, 'PORTAL_CLIENT_ID')) }),
  };
}

/** Everyone needs a role to sign in, including the person who deploys. */
function youAreAgent(needs: HookNeeds, uniqueName: string): Step {
  const appRoleId = templateGuid(uniqueName, 'AdminAgent');
  return {
    says: 'the role AdminAgent for you',
    async isDone() {
      const api = await principalOf(needs, 'API_CLIENT_ID');
      if (!api) return false;
      const url = `${graph}/me/appRoleAssignments?$filter=resourceId%20eq%20${api.id}`;
      const mine = (await needs.commands.read(url)) as { value: { appRoleId: string }[] };
      return mine.value.some((one) => one.appRoleId === appRoleId);
    },
    async run() {
      const api = await principalOf(needs, 'API_CLIENT_ID');
      const me = (await needs.commands.read(`${graph}/me?$select=id`)) as Principal;
      if (!api) throw new Error('Entra does not show the new enterprise application yet; run it once more.');
      const url = `${graph}/servicePrincipals/${api.id}/appRoleAssignedTo`;
      await needs.commands.write('post', url, { principalId: me.id, resourceId: api.id, appRoleId });
    },
  };
}

function callersAreKnown(needs: HookNeeds): Step {
  const given = (): string[] => (needs.variables['API_ALLOWED_CLIENTS'] ?? '').split(',').filter(Boolean);
  return {
    says: 'the portal among those that may call the API (API_ALLOWED_CLIENTS)',
    isDone: async () =>
      given()
        .map((one) => one.trim())
        .includes(needs.variables['PORTAL_CLIENT_ID'] ?? '-'),
    run: () =>
      keepVariable(
        needs,
        'API_ALLOWED_CLIENTS',
        [...given(), variableOf(needs, 'PORTAL_CLIENT_ID')].join(','),
      ),
  };
}
