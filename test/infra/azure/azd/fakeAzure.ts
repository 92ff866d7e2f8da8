import { readFileSync } from 'node:fs';

type Application = { appId: string; uniqueName?: string } & Record<string, unknown>;
type Credential = { name: string; subject: string };
export type FakeAzure = {
  readonly calls: string[];
  readonly variables: Record<string, string>;
  readonly applications: Application[];
  readonly servicePrincipals: ({ id: string; appId: string } & Record<string, unknown>)[];
  readonly assigned: Record<string, unknown>[];
  readonly credentials: Credential[];
  signingKey?: string;
  /** Writes to addresses that contain this are refused. */
  refuse: string;
};

export const emptyAzure = (): FakeAzure => ({
  ...{ calls: [], variables: {}, applications: [], servicePrincipals: [], assigned: [], credentials: [] },
  refuse: '',
});

const refusal = (code: string): Error => new Error(`ERROR: ${code}({"error":{"code":"${code}"}})`);
const notFound = (): Error => refusal('Not Found');

/**
 * Stands for `az` and `azd`: as much of Graph, of Azure's resource manager and of azd's environment as the hooks use.
 * @throws {Error} with what the program would print
 */
export function callFakeAzure(state: FakeAzure, program: string, args: readonly string[]): unknown {
  state.calls.push([program, ...args].join(' '));
  if (program === 'azd') {
    const [name = '', value = ''] = args.slice(3);
    state.variables[name] = value;
    return undefined;
  }
  if (args[0] === 'account') return { tenantId: 'tenant-1' };
  if (args[0] === 'functionapp') return undefined;
  const valueOf = (name: string): string => args[args.indexOf(name) + 1] ?? '';
  const method = valueOf('--method');
  const url = decodeURIComponent(valueOf('--url'));
  const path = url.replace('https://graph.microsoft.com/v1.0', '').replace(/\?.*/, '');
  if (method === 'get') return readFake(state, path, url);
  if (state.refuse && path.includes(state.refuse)) throw refusal('Authorization_RequestDenied');
  const body = JSON.parse(readFileSync(valueOf('--body').slice(1), 'utf8')) as Record<string, unknown>;
  const mayCreate = args.includes('Prefer=create-if-missing');
  writeFake(state, { method, path, body, mayCreate });
  return undefined;
}

const addressed = /^\/(applications|servicePrincipals)\((uniqueName|appId)='([^']+)'\)(.*)$/;

function readFake(state: FakeAzure, path: string, url: string): unknown {
  const [, set, key, value, rest = ''] = addressed.exec(path) ?? [];
  if (rest === '/federatedIdentityCredentials') return { value: state.credentials };
  if (set === 'applications' || set === 'servicePrincipals') {
    const found = state[set].find((one) => one[key as 'appId'] === value);
    if (found) return found;
    throw notFound();
  }
  if (path === '/me') return { id: 'me' };
  if (path === '/me/appRoleAssignments')
    return { value: state.assigned.filter(({ resourceId }) => url.endsWith(` ${String(resourceId)}`)) };
  if (path.endsWith('/secrets/signing-key') && state.signingKey) return { name: 'signing-key' };
  throw notFound();
}

type Write = { method: string; path: string; body: Record<string, unknown>; mayCreate: boolean };

function writeFake(state: FakeAzure, { method, path, body, mayCreate }: Write): void {
  const [, set, key = '', value = '', rest = ''] = addressed.exec(path) ?? [];
  if (rest.startsWith('/federatedIdentityCredentials')) {
    const found = state.credentials.find(({ name }) => rest.endsWith(`/${name}`));
    if (found) Object.assign(found, body);
    else state.credentials.push(body as Credential);
  } else if (set === 'applications') {
    const found = state.applications.find((one) => one[key] === value);
    refuseUnknownScopes(found, body);
    if (found) Object.assign(found, body);
    else if (!mayCreate) throw notFound();
    else state.applications.push({ uniqueName: value, appId: `app-id-of-${value}`, ...body });
  } else if (path === '/servicePrincipals') {
    const appId = String(body['appId']);
    if (state.servicePrincipals.some((one) => one.appId === appId)) throw refusal('Conflict');
    state.servicePrincipals.push({ ...body, appId, id: `principal-of-${appId}` });
  } else if (path.endsWith('/appRoleAssignedTo')) state.assigned.push(body);
  else if (method === 'put' && path.endsWith('/secrets/signing-key'))
    state.signingKey = (body as { properties: { value: string } }).properties.value;
  else throw new Error(`The fake knows no ${method} ${path}`);
}

/** A scope has to be there before an application can be allowed to use it. */
function refuseUnknownScopes(there: Application | undefined, body: Record<string, unknown>): void {
  type Api = {
    oauth2PermissionScopes?: { id: string }[];
    preAuthorizedApplications?: { delegatedPermissionIds: string[] }[];
  };
  const known = ((there?.['api'] as Api | undefined)?.oauth2PermissionScopes ?? []).map(({ id }) => id);
  const used = (body['api'] as Api | undefined)?.preAuthorizedApplications ?? [];
  if (used.flatMap((one) => one.delegatedPermissionIds).some((id) => !known.includes(id)))
    throw refusal('InvalidValue');
}
