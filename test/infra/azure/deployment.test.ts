import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
const snapshot = JSON.parse(template('main.prod.snapshot.json')) as { predictedResources: Resource[] };
const resources = snapshot.predictedResources;

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
  ];
  const given = resources.find(({ name }) => name.endsWith('/appsettings'))?.properties ?? {};

  it('are those of the code, and nothing else is', () => {
    const wanted = Object.keys(settings.shape).filter((name) => !notInAzure.includes(name));
    const written = template('modules/appSettings.bicep').matchAll(/^ {4}(\w+): /gm);
    expect([...written].map(([, name]) => name).sort()).toEqual([...wanted, ...ofTheHost].sort());
    expect(Object.keys(given).sort()).toEqual([...wanted, ...ofTheHost].sort());
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
        `storageQueueDataMessageSender on ${poisonQueue(queue)}`,
        `storageQueueDataReader on ${poisonQueue(queue)}`,
      ]),
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
    const others = ['/api/c/*', '/api/i/*', '/api/v1/webhooks/partner-center'];
    expect((JSON.parse(excluded) as string[]).sort()).toEqual([...anonymous, ...others].sort());
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
    // The formatter gives each table and queue a line of its own.
    expect(lines('main.bicep')).toBeLessThanOrEqual(130);
    expect(files.filter((file) => lines(file) >= 150)).toEqual([]);
  });

  it('need no registry', () => {
    expect(files.filter((file) => /'(br|ts)[:/]/.test(template(file)))).toEqual([]);
  });
});
