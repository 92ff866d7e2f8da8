import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { variablesOf } from '../../../infra/azure/deploy/readVariables.ts';
import { sampleVariables } from '../../../infra/azure/check/sampleVariables.ts';
import { loadConfig, settings } from '../../../shared/config.ts';
import { operations } from '../../../shared/contracts/api/operations.ts';
import { roles } from '../../../shared/domain/caller.ts';
import { metrics } from '../../../shared/domain/metrics.ts';
import { poisonQueue, queues } from '../../../shared/queues.ts';
import { tables } from '../../../shared/tables.ts';

/** One resource of the snapshot, which `npm run infra:check` holds to the templates. */
type Resource = {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly properties?: Record<string, unknown>;
};

const dir = 'infra/azure';
const template = (file: string): string => readFileSync(join(dir, file), 'utf8');
const snapshotOf = (name: string): Resource[] =>
  (JSON.parse(template(`snapshots/${name}.json`)) as { predictedResources: Resource[] }).predictedResources;
const resources = snapshotOf('prod');

const ofType = (type: string): Resource[] => resources.filter((resource) => resource.type === type);
const lastPart = ({ name }: Resource): string => name.split('/').at(-1) ?? '';

/** The list that a parameter of main.bicep has when nobody gives it. */
function defaultList(parameter: string): string[] {
  const found = new RegExp(`^param ${parameter} string\\[\\] = \\[([^\\]]*)\\]`, 'm').exec(
    template('main.bicep'),
  );
  return [...(found?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
}

const reportQueue =
  /^param deliveryReportQueueName string = '([^']+)'/m.exec(template('main.bicep'))?.[1] ?? '';
/** The queue of delivery reports is made for Event Grid, whether the code listens to it already or not. */
const queueNames = [...new Set([...Object.values(queues), reportQueue])].sort();

describe('queues and tables', () => {
  it('are those of the code, and nothing else is', () => {
    expect(defaultList('tableNames').sort()).toEqual(Object.values(tables).sort());
    expect([...new Set([...defaultList('queueNames'), reportQueue])].sort()).toEqual(queueNames);
  });

  it('are created, each queue with its poison queue', () => {
    expect(ofType('Microsoft.Storage/storageAccounts/tableServices/tables').map(lastPart).sort()).toEqual(
      Object.values(tables).sort(),
    );
    expect(ofType('Microsoft.Storage/storageAccounts/queueServices/queues').map(lastPart).sort()).toEqual(
      queueNames.flatMap((name) => [name, poisonQueue(name)]).sort(),
    );
  });

  it('get delivery reports of mails from Event Grid', () => {
    const [reports] = ofType('Microsoft.EventGrid/systemTopics/eventSubscriptions');
    expect(JSON.stringify(reports)).toContain(`"queueName":"${reportQueue}"`);
    expect(JSON.stringify(reports)).toContain('deadLetterWithResourceIdentity');
  });
});

describe('app settings', () => {
  /** The Functions host's own. */
  const ofTheHost = [
    'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
    'APPLICATIONINSIGHTS_CONNECTION_STRING',
    'AzureWebJobsStorage__blobServiceUri',
    'AzureWebJobsStorage__clientId',
    'AzureWebJobsStorage__credential',
    'DataStorage__credential',
    'WEBSITE_AUTH_AAD_ALLOWED_TENANTS',
  ];
  /** Connection strings and secrets, for which there are a managed identity and a vault. */
  const notInAzure = [
    'DataStorage',
    'MAIL_CONNECTION_STRING',
    'SECRETS_FILE',
    'PARTNER_CENTER_CLIENT_SECRET',
    'PARTNER_CENTER_REFRESH_TOKEN',
    // Only the local environment calls programs on its own computer.
    'WEBHOOK_LOOPBACK',
  ];
  const given = resources.find(({ name }) => name.endsWith('/appsettings'))?.properties ?? {};

  it('are those of the code, and nothing else is', () => {
    const wanted = Object.keys(settings.shape).filter((name) => !notInAzure.includes(name));
    expect(Object.keys(given).sort()).toEqual([...wanted, ...ofTheHost].sort());
  });

  it('can each be given as a variable of the same name, or are known in Azure only', () => {
    const read = variablesOf(template('main.bicepparam'));
    const variables = new Set([...read.required, ...read.optional]);
    const known = [
      ...['API_AUDIENCE', 'BACKUP_CONTAINER_URL', 'DataStorage__clientId', 'DataStorage__queueServiceUri'],
      ...['DataStorage__tableServiceUri', 'ENTRA_URL', 'KEY_VAULT_URL', 'MAIL_ENDPOINT', 'MAIL_SENDER'],
      ...['PARTNER_TENANT_ID', 'SIGNING_KEY'],
    ];
    const wanted = Object.keys(settings.shape).filter((name) => ![...notInAzure, ...known].includes(name));
    expect(wanted.filter((name) => !variables.has(name))).toEqual([]);
  });

  it('take the default of the code where no variable is given', () => {
    const usual = [...template('main.bicepparam').matchAll(/^ {2}(\w+): (.*)$/gm)].filter(([, name = '']) =>
      Object.hasOwn(settings.shape, name),
    );
    expect(usual.length).toBeGreaterThan(30);
    const other = usual.filter(([, name = '', value]) => value !== `readEnvironmentVariable('${name}', '')`);
    // The host reads these, and knows no default.
    expect(other.map(([, name = '']) => name).filter((name) => !name.endsWith('_SCHEDULE'))).toEqual([]);
  });

  it('write none that Flex Consumption refuses (documented)', () => {
    const refused = /^(FUNCTIONS_|WEBSITE_(RUN|CONTENT|NODE|VNET|MAX|TIME)|SCM_DO|ENABLE_ORYX|TZ$)/;
    expect(Object.keys(given).filter((name) => refused.test(name))).toEqual([]);
  });

  it('give the host all three parts of an identity-based connection (documented)', () => {
    for (const part of ['blobServiceUri', 'credential', 'clientId'])
      expect(given).toHaveProperty(`AzureWebJobsStorage__${part}`);
    for (const part of ['queueServiceUri', 'tableServiceUri', 'credential', 'clientId'])
      expect(given).toHaveProperty(`DataStorage__${part}`);
  });

  it('are taken by the code when Azure has filled them in', () => {
    const filled = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, filledIn(name, String(value))]),
    );
    expect(() => loadConfig(filled)).not.toThrow();
  });

  it('hold no secret, only a reference into the vault', () => {
    expect(given['SIGNING_KEY']).toMatch(/^@Microsoft\.KeyVault\(VaultName=kv-\w+;SecretName=signing-key\)$/);
  });
});

/** What stands for the values that are known only in Azure. */
function filledIn(name: string, value: string): string {
  if (name === 'BACKUP_CONTAINER_URL') return 'https://stback.example/table-backups';
  if (name.endsWith('clientId')) return '5b1f6d0e-8c52-4d8e-b6b7-2f0f3c9d4e21';
  if (name === 'MAIL_SENDER') return 'agreements@fabrikam.example';
  if (name === 'SIGNING_KEY') return Buffer.alloc(32, 1).toString('base64');
  return value.startsWith('[') ? 'https://somewhere.example' : value;
}

describe('roles', () => {
  it('of the API registration are those of the code', () => {
    const registered = template('entra/main.bicep').matchAll(/^ {2}\{ name: '(\w+)', may: /gm);
    expect([...registered].map(([, name]) => name).sort()).toEqual([...roles].sort());
  });

  it('in Azure are those that the code needs, each where it is needed, and no other', () => {
    const names = Object.fromEntries(
      [...template('modules/roles.bicep').matchAll(/^ {2}(\w+): '([\w-]+)'/gm)].map(
        ([, name = '', id = '']) => [id, name],
      ),
    );
    const assigned = ofType('Microsoft.Authorization/roleAssignments').map(({ id, properties }) => {
      const [scope = ''] = id.split('/providers/Microsoft.Authorization');
      const role = String(properties?.['roleDefinitionId']).split('/').at(-1) ?? '';
      // The last segment, without the suffix that differs from environment to environment.
      const where =
        scope
          .split('/')
          .at(-1)
          ?.replace(/sh4gwi2h4aixu|-?[a-z0-9]{13}$/, '') ?? '';
      return `${String(names[role])} on ${where}`;
    });
    const needed = [
      'storageBlobDataOwner on sthost',
      ...Object.values(tables).map((table) => `storageTableDataContributor on ${table}`),
      ...queueNames.flatMap((queue) => [
        `storageQueueDataContributor on ${queue}`,
        `storageQueueDataContributor on ${poisonQueue(queue)}`,
      ]),
      'storageBlobDataContributor on table-backups',
      'keyVaultSecretsUser on kv',
      'keyVaultSecretsOfficer on partner-center-refresh-token',
      'monitoringMetricsPublisher on appi',
      'communicationEmailOwner on acs',
      // Event Grid's own identity.
      `storageQueueDataMessageSender on ${reportQueue}`,
      'storageBlobDataContributor on eventgrid-dead-letters',
    ];
    expect(assigned.sort()).toEqual(needed.sort());
  });

  it('in Azure are assigned to no whole data account and to no wider scope', () => {
    const assignments = ofType('Microsoft.Authorization/roleAssignments');
    expect(assignments.length).toBeGreaterThan(queueNames.length);
    const onData = assignments.filter(({ id }) => /storageAccounts\/stdata/.test(id));
    expect(onData.filter(({ id }) => !/Services\/default\/(queues|tables|containers)\//.test(id))).toEqual(
      [],
    );
    const onGroup = assignments.filter(({ id }) => !/\/providers\/Microsoft\.(?!Authorization)/.test(id));
    expect(onGroup).toEqual([]);
  });

  it('in Azure include writing one secret only, the refresh token', () => {
    const officer = /keyVaultSecretsOfficer: '([\w-]+)'/.exec(template('modules/roles.bicep'))?.[1] ?? '?';
    const assigned = ofType('Microsoft.Authorization/roleAssignments').filter((one) =>
      JSON.stringify(one.properties).includes(officer),
    );
    expect(assigned.map(({ id }) => /\/secrets\/[\w-]+/.exec(id)?.[0])).toEqual([
      '/secrets/partner-center-refresh-token',
    ]);
  });
});

describe('sign-in', () => {
  it('is asked of every path except those that the code serves to anybody', () => {
    const anonymous = Object.values(operations)
      .filter(({ access }) => access === 'anonymous')
      .map(({ route }) => `/api/${route}`);
    const [auth] = resources.filter(({ name }) => name.endsWith('/authsettingsV2'));
    const excluded = /"excludedPaths":(\[[^\]]*\])/.exec(JSON.stringify(auth))?.[1] ?? '[]';
    // Pages, and what Microsoft signs: none is an operation of the API.
    const others = [
      ...['/api/c/*', '/api/i/*', '/api/v1/webhooks/partner-center'],
      ...['/', '/portal', '/portal/*', '/.well-known/security.txt'],
    ];
    expect((JSON.parse(excluded) as string[]).sort()).toEqual([...anonymous, ...others].sort());
  });
});

describe('the portal', () => {
  it('signs people in with a registration of its own, which the API lets in without a question', () => {
    const entra = template('entra/main.bicep');
    const portal = /^resource portal [\s\S]*?^}/m.exec(entra)?.[0] ?? '';
    expect(portal).toContain("spa: { redirectUris: [for url in publicUrls: '${url}/portal/'] }");
    // Else the two registrations would point at each other.
    expect(portal).not.toContain('requiredResourceAccess');
    expect(entra).toMatch(/preAuthorizedApplications: \[\s*\{ appId: portal\.appId/);
  });

  it('may call the API: the wall of the platform and the code let its client id in', () => {
    const portal = sampleVariables['PORTAL_CLIENT_ID'];
    const [auth] = resources.filter(({ name }) => name.endsWith('/authsettingsV2'));
    expect(JSON.stringify(auth)).toMatch(new RegExp(`"allowedApplications":\\[[^\\]]*"${String(portal)}"`));
    const given = resources.find(({ name }) => name.endsWith('/appsettings'))?.properties ?? {};
    expect(given['PORTAL_CLIENT_ID']).toBe(portal);
    expect(String(given['API_ALLOWED_CLIENTS']).split(',')).toContain(portal);
  });
});

describe('names', () => {
  const environments = ['dev', 'test', 'prod', 'prod-private'];
  const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  /** Of each type that is deployed, what Azure takes (documented). */
  const forms: [string, RegExp][] = [
    ['Microsoft.Authorization/roleAssignments', guid],
    ['Microsoft.Communication/communicationServices', /^[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9]$/],
    ['Microsoft.Communication/emailServices', /^[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9]$/],
    ['Microsoft.Communication/emailServices/domains', /^(AzureManagedDomain|(?=.{1,253}$)[a-z0-9.-]+)$/],
    ['Microsoft.Communication/emailServices/domains/senderUsernames', /^[a-zA-Z0-9._-]{1,253}$/],
    ['Microsoft.Consumption/budgets', /^[a-zA-Z0-9_-]{1,63}$/],
    ['Microsoft.EventGrid/systemTopics', /^[a-zA-Z0-9-]{3,50}$/],
    ['Microsoft.EventGrid/systemTopics/eventSubscriptions', /^[a-zA-Z0-9-]{3,64}$/],
    ['Microsoft.Insights/actionGroups', /^[^:<>+/&%\\?|]{1,259}[^:<>+/&%\\?|. ]$/],
    ['Microsoft.Insights/components', /^[^%&\\?/]{1,259}[^%&\\?/. ]$/],
    ['Microsoft.Insights/diagnosticSettings', /^[^<>*%&:\\?+/]{1,259}[^<>*%&:\\?+/. ]$/],
    ['Microsoft.Insights/metricAlerts', /^[^*#&+:<>?@%{}\\/]{1,259}[^*#&+:<>?@%{}\\/. ]$/],
    ['Microsoft.Insights/scheduledQueryRules', /^[^*<>?{}+%&:\\|/]{1,259}$/],
    ['Microsoft.Insights/workbooks', guid],
    ['Microsoft.KeyVault/vaults', /^[a-zA-Z][a-zA-Z0-9-]{2,23}$/],
    ['Microsoft.ManagedIdentity/userAssignedIdentities', /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$/],
    // Azure completes these with the suffix of its storage.
    ['Microsoft.Network/privateDnsZones', /^\[format\('privatelink\.\{0\}\.\{1\}'/],
    ['Microsoft.Network/privateDnsZones/virtualNetworkLinks', /to-vnet-[a-z0-9-]{1,70}'\)\]$/],
    ['Microsoft.Network/privateEndpoints', /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_]$/],
    ['Microsoft.Network/privateEndpoints/privateDnsZoneGroups', /^default$/],
    ['Microsoft.Network/virtualNetworks', /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_]$/],
    ['Microsoft.OperationalInsights/workspaces', /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/],
    ['Microsoft.OperationalInsights/workspaces/tables', /^[A-Za-z][A-Za-z0-9_]{1,61}[A-Za-z0-9]$/],
    ['Microsoft.Resources/resourceGroups', /^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u],
    ['Microsoft.Storage/storageAccounts', /^[a-z0-9]{3,24}$/],
    ...['blobServices', 'managementPolicies', 'queueServices', 'tableServices'].map(
      (one): [string, RegExp] => [`Microsoft.Storage/storageAccounts/${one}`, /^default$/],
    ),
    ['Microsoft.Storage/storageAccounts/blobServices/containers', /^[a-z0-9](-?[a-z0-9]){2,62}$/],
    ['Microsoft.Storage/storageAccounts/queueServices/queues', /^[a-z0-9](-?[a-z0-9]){2,62}$/],
    ['Microsoft.Storage/storageAccounts/tableServices/tables', /^[A-Za-z][A-Za-z0-9]{2,62}$/],
    ['Microsoft.Web/serverfarms', /^[a-zA-Z0-9-]{1,40}$/],
    ['Microsoft.Web/sites', /^[a-zA-Z0-9][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]$/],
    ['Microsoft.Web/sites/basicPublishingCredentialsPolicies', /^(ftp|scm)$/],
    ['Microsoft.Web/sites/config', /^(appsettings|authsettingsV2)$/],
  ];

  it.each(forms)('of %s have the length and the letters that Azure takes (documented)', (type, form) => {
    const named = environments.flatMap((one) => snapshotOf(one).filter((resource) => resource.type === type));
    // One that Azure works out is not in parts yet.
    const names = named.map((one) => (one.name.startsWith('[') ? one.name : lastPart(one)));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !form.test(name))).toEqual([]);
  });

  it('have a rule here for every type that is deployed', () => {
    const deployed = environments.flatMap((one) => snapshotOf(one).map(({ type }) => type));
    expect([...new Set(deployed)].sort()).toEqual(forms.map(([type]) => type).sort());
  });

  it('are not used twice within a group', () => {
    for (const environment of ['dev', 'test', 'prod', 'prod-private']) {
      const ids = snapshotOf(environment).map(({ id }) => id.toLowerCase());
      expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    }
  });
});

describe('environments', () => {
  const one = (environment: string, type: string): Resource | undefined =>
    snapshotOf(environment).find((resource) => resource.type === type);

  it('run without zone redundancy, which is paid for each scaling group', () => {
    expect(one('prod', 'Microsoft.Web/serverfarms')?.properties).toMatchObject({ zoneRedundant: false });
  });

  it('keep daily copies that nobody can delete, locked in prod from the second deployment on', () => {
    const policyOf = (environment: string): unknown =>
      snapshotOf(environment).find(({ name }) => name.startsWith('stback') && !name.includes('/'))
        ?.properties?.['immutableStorageWithVersioning'];
    expect(policyOf('prod')).toMatchObject({
      enabled: true,
      immutabilityPolicy: { state: 'Locked', immutabilityPeriodSinceCreationInDays: 35 },
    });
    expect(policyOf('dev')).toMatchObject({ immutabilityPolicy: { state: 'Unlocked' } });
  });

  it('have a private network with a way to storage, and closed accounts, where that is wanted', () => {
    const accounts = (environment: string) =>
      snapshotOf(environment)
        .filter(
          ({ type, name }) => type === 'Microsoft.Storage/storageAccounts' && !name.startsWith('stback'),
        )
        .map(({ properties }) => JSON.stringify(properties?.['networkAcls']));
    expect(accounts('prod-private').every((rules) => rules.includes('Deny'))).toBe(true);
    expect(accounts('prod').every((rules) => rules.includes('Allow'))).toBe(true);
    expect(one('prod', 'Microsoft.Network/privateEndpoints')).toBeUndefined();
    expect(one('prod-private', 'Microsoft.Network/privateEndpoints')).toBeDefined();
  });

  it('log who writes to tables, so that a mended row can be followed up', () => {
    const settings = resources.filter(({ type }) => type === 'Microsoft.Insights/diagnosticSettings');
    const ofTables = settings.find(({ id }) => id.includes('/tableServices/default/'));
    expect(JSON.stringify(ofTables?.properties)).toMatch(/StorageWrite.*StorageDelete/);
  });
});

describe('rules of the platform', () => {
  const everywhere = ['dev', 'test', 'prod', 'prod-private'].flatMap(snapshotOf);
  const every = (type: string) => everywhere.filter((resource) => resource.type === type);

  it('never write purge protection as false, which Azure refuses, and keep a deleted vault 7 to 90 days', () => {
    const vaults = every('Microsoft.KeyVault/vaults').map(({ properties = {} }) => properties);
    expect(vaults).toHaveLength(4);
    expect(vaults.filter((one) => one['enablePurgeProtection'] === false)).toEqual([]);
    for (const { softDeleteRetentionInDays: days } of vaults) {
      expect(days).toBeGreaterThanOrEqual(7);
      expect(days).toBeLessThanOrEqual(90);
    }
  });

  it('give Flex Consumption 40 to 1,000 instances of a size that it has, on a plan of its own', () => {
    type Scale = { instanceMemoryMB: number; maximumInstanceCount: number };
    const apps = every('Microsoft.Web/sites').map(
      ({ properties }) =>
        (properties?.['functionAppConfig'] as { scaleAndConcurrency: Scale }).scaleAndConcurrency,
    );
    expect(apps).toHaveLength(4);
    for (const { instanceMemoryMB, maximumInstanceCount } of apps) {
      expect([512, 2048, 4096]).toContain(instanceMemoryMB);
      expect(maximumInstanceCount).toBeGreaterThanOrEqual(40);
      expect(maximumInstanceCount).toBeLessThanOrEqual(1000);
    }
    expect(every('Microsoft.Web/serverfarms')).toHaveLength(4);
  });

  it('keep the short name of an action group within 12 characters, and a workspace 30 to 730 days', () => {
    const groups = every('Microsoft.Insights/actionGroups');
    expect(groups).toHaveLength(4);
    for (const { properties } of groups)
      expect(String(properties?.['groupShortName']).length).toBeLessThanOrEqual(12);
    for (const { properties } of every('Microsoft.OperationalInsights/workspaces')) {
      expect(properties?.['retentionInDays']).toBeGreaterThanOrEqual(30);
      expect(properties?.['retentionInDays']).toBeLessThanOrEqual(730);
    }
  });

  it('make what others use before them: roles before the app, queue and domain before the reports', () => {
    const modules = template('main.bicep').split(/^(?=module )/m);
    const before = (module: string): string => {
      const text = modules.find((one) => one.startsWith(`module ${module} `)) ?? '';
      const listed = /dependsOn: \[([^\]]*)\]/.exec(text)?.[1] ?? '';
      return `${listed} ${[...text.matchAll(/(\w+)\.\??outputs/g)].map(([, name]) => name).join(' ')}`;
    };
    for (const [module, ...needed] of [
      ['app', 'access', 'email', 'network'],
      ['access', 'storage', 'backup', 'keyVault', 'email'],
      ['deliveryReports', 'email', 'storage'],
      ['network', 'storage'],
      ...['storage', 'keyVault', 'email'].map((one) => [one, 'monitoring']),
    ]) {
      const words = before(String(module)).split(/\W+/);
      expect([module, needed.filter((one) => !words.includes(one))]).toEqual([module, []]);
    }
  });
});

describe('who deploys', () => {
  const deployers = template('modules/deployers.bicep');
  const access = template('modules/deployerAccess.bicep');

  it('is known by the subject that GitHub presents, in one form or in two', () => {
    expect(template('githubDeployers.bicep')).toContain('param subClaimPrefix string');
    expect(deployers).toContain(
      "subject: '${subClaimPrefixes[i % count]}:environment:${environmentNames[i / count]}'",
    );
    // Entra compares case (third party).
    expect(deployers).not.toMatch(/toLower|toUpper/);
  });

  it('can give a role of the app to a program only, and to no deployer, itself included', () => {
    const condition = /var condition = '(.*)'/.exec(access)?.[1] ?? '';
    expect(condition).toMatch(/RoleDefinitionId\] ForAnyOfAnyValues:GuidEquals \{\$\{assignable\}\}/);
    expect(condition).toMatch(
      /PrincipalType\] ForAnyOfAnyValues:StringEqualsIgnoreCase \{.*ServicePrincipal/,
    );
    expect(condition).toMatch(/PrincipalId\] ForAnyOfAllValues:GuidNotEquals \{\$\{deployers\}\}/);
    expect(access).toMatch(/\/write.*'Request'.*\/delete.*'Resource'/);
  });
});

describe('request telemetry of the host', () => {
  it('holds no address, since the path of a link lets its reader act', () => {
    // Off, the host names a request by its function and notes no URL (source: azure-webjobs-sdk).
    const host = JSON.parse(readFileSync('host.json', 'utf8')) as {
      logging: { applicationInsights: Record<string, unknown> };
    };
    expect(host.logging.applicationInsights['httpAutoCollectionOptions']).toEqual({
      enableHttpTriggerExtendedInfoCollection: false,
    });
  });
});

describe('alerts', () => {
  it('watch every metric of the code and no other', () => {
    const watched = template('modules/alertRules.bicep').matchAll(/metric == "([\w.]+)"/g);
    expect([...new Set([...watched].map(([, name]) => name))].sort()).toEqual(Object.keys(metrics).sort());
  });
});

describe('templates', () => {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.bicep'),
  );

  it('stay short', () => {
    const lines = (file: string): number => template(file).split('\n').length - 1;
    expect(files.filter((file) => lines(file) > 170)).toEqual([]);
  });

  it('need no registry', () => {
    expect(files.filter((file) => /'(br|ts)[:/]/.test(template(file)))).toEqual([]);
  });
});
