import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { poisonQueue, queues } from '../../../shared/queues.ts';
import { tables } from '../../../shared/tables.ts';

/**
 * What the built-in roles of modules/roles.bicep allow, as far as this app is concerned (documented: Azure built-in
 * roles for storage). `read` of a queue itself is asking for its length.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  storageQueueDataContributor: ['queue/read', 'add', 'read', 'write', 'delete', 'process'],
  storageQueueDataMessageSender: ['add'],
  storageTableDataContributor: ['entities/read', 'entities/write', 'entities/delete'],
  storageBlobDataContributor: ['blobs/read', 'blobs/write', 'blobs/delete'],
  keyVaultSecretsUser: ['secrets/get'],
  keyVaultSecretsOfficer: ['secrets/get', 'secrets/set'],
  communicationEmailOwner: ['emails/send', 'emails/status'],
};

/** What a call of the SDKs needs (documented: permissions for calling data operations). */
const neededFor: Readonly<Record<string, readonly string[]>> = {
  sendMessage: ['add'],
  receiveMessages: ['process'],
  deleteMessage: ['process'],
  peekMessages: ['read'],
  updateMessage: ['write'],
  getProperties: ['queue/read'],
  getEntity: ['entities/read'],
  listEntities: ['entities/read'],
  createEntity: ['entities/write'],
  upsertEntity: ['entities/write'],
  updateEntity: ['entities/write'],
  deleteEntity: ['entities/delete'],
  submitTransaction: ['entities/write', 'entities/delete'],
  read: ['secrets/get'],
  describe: ['secrets/get'],
  write: ['secrets/set'],
  // It is asked until the mail is taken.
  beginSend: ['emails/send', 'emails/status'],
};
/** The host takes messages, puts off failed ones, moves them to the poison queue and asks for lengths (documented). */
const byTheHost = { queue: ['process', 'write', 'read', 'queue/read'], poison: ['add', 'queue/read'] };

const storageDir = 'shared/adapters/storage';
/** A restore makes a table that is gone: a person runs it, with a role of their own. */
const byPeople = ['createTable'];
const sources = readdirSync(storageDir, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(storageDir, file), 'utf8'));
/** Methods of the clients of queues and tables, wherever they are called; a new one has to be added above. */
const clientMethod =
  /\.((?:send|receive|delete|peek|update|clear)Messages?|(?:get|list|create|upsert|update|delete)(?:Entity|Entities|Table|Queue|Properties|AccessPolicy)|submitTransaction|(?:set|get)\w*(?:Metadata|AccessPolicy)|createIfNotExists|deleteIfExists)\(/g;
const calls = sources.flatMap((source) =>
  [...source.matchAll(clientMethod)]
    .filter(([, method = '']) => !byPeople.includes(method))
    .map(({ 1: method = '', index }) => ({
      method,
      // Who opens a poison queue calls it in the same expression.
      poison: /open\(poisonQueue\(\w+\)\)$/.test(source.slice(0, index)),
    })),
);
/** All that is deployed; `consent.ts` is run by a person, with a role of their own. */
const appSources = readdirSync('shared', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/^(portal|client|adapters\/secrets)\//.test(file))
  .filter((file) => file !== 'consent.ts')
  .map((file) => ({ file, text: readFileSync(join('shared', file), 'utf8') }));
const needs = (methods: readonly string[]): string[] => [
  ...new Set(methods.flatMap((method) => neededFor[method] ?? [`unknown: ${method}`])),
];

/** Roles of the app by the resource they are on, as the snapshot of prod has them. */
const snapshot = JSON.parse(readFileSync('infra/azure/snapshots/prod.json', 'utf8')) as {
  predictedResources: { id: string; type: string; properties?: { roleDefinitionId?: string } }[];
};
const names = new Map(
  [...readFileSync('infra/azure/modules/roles.bicep', 'utf8').matchAll(/^ {2}(\w+): '([\w-]+)'/gm)].map(
    ([, name = '', id = '']) => [id, name],
  ),
);
function allowedOn(resource: string): string[] {
  return snapshot.predictedResources
    .filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
    .filter(({ id }) => id.split('/providers/Microsoft.Authorization')[0]?.endsWith(`/${resource}`))
    .flatMap(({ properties }) => {
      const role = names.get(properties?.roleDefinitionId?.split('/').at(-1) ?? '') ?? '';
      return allowed[role] ?? [`unknown role: ${role}`];
    });
}

describe('the roles of the app', () => {
  const queueCalls = calls.filter(({ method }) => /Message|Properties/.test(method));

  it('cover every call on each queue and its poison queue, the host included', () => {
    const own = needs(queueCalls.filter(({ poison }) => !poison).map(({ method }) => method));
    const onPoison = needs(queueCalls.filter(({ poison }) => poison).map(({ method }) => method));
    // A replay takes, removes and shows again what lies there.
    expect(onPoison).toEqual(expect.arrayContaining(['process', 'write', 'read', 'queue/read']));
    for (const queue of Object.values(queues)) {
      expect(allowedOn(queue)).toEqual(expect.arrayContaining([...own, ...byTheHost.queue]));
      expect(allowedOn(poisonQueue(queue))).toEqual(
        expect.arrayContaining([...onPoison, ...byTheHost.poison]),
      );
    }
  });

  it('cover every call on each table, and no table is made or removed by the app', () => {
    const own = needs(
      calls.filter(({ method }) => /Entit|Table|Transaction/.test(method)).map(({ method }) => method),
    );
    expect(own.sort()).toEqual(['entities/delete', 'entities/read', 'entities/write']);
    for (const table of Object.values(tables)) expect(allowedOn(table).sort()).toEqual(own.sort());
  });

  it('cover reading every secret, and writing the one that the app renews', () => {
    const secretCalls = appSources.flatMap(({ text }) =>
      [...text.matchAll(/\bsecrets\.(read|describe|write)\((?:'([\w-]+)'|name\b)/g)].map(
        ([, method = '', name = /const name = '([\w-]+)'/.exec(text)?.[1] ?? 'unknown']) => ({
          method,
          name,
        }),
      ),
    );
    expect(secretCalls.length).toBeGreaterThan(5);
    const onVault = snapshot.predictedResources
      .map(({ id }) => /\/vaults\/(kv-\w+)\/providers\/Microsoft\.Authorization/.exec(id)?.[1])
      .find((name) => name !== undefined);
    const written = new Set<string>();
    for (const { method, name } of secretCalls) {
      const granted = [...allowedOn(`vaults/${String(onVault)}`), ...allowedOn(`secrets/${name}`)];
      expect([name, granted]).toEqual([name, expect.arrayContaining(needs([method]))]);
      if (method === 'write') written.add(name);
    }
    // No other secret may be written.
    const writable = snapshot.predictedResources
      .map(({ id }) => /\/secrets\/([\w-]+)\/providers\/Microsoft\.Authorization/.exec(id)?.[1])
      .filter((name) => name !== undefined && allowedOn(`secrets/${name}`).includes('secrets/set'));
    expect(writable).toEqual([...written]);
    expect(allowedOn(`vaults/${String(onVault)}`)).not.toContain('secrets/set');
  });

  it('cover what the app does with mails and with the copies of its tables', () => {
    const mail = readFileSync('shared/adapters/email/communicationEmail.ts', 'utf8');
    const sent = [...mail.matchAll(/client\.(\w+)\(/g)].map(([, method = '']) => method);
    expect(sent.length).toBeGreaterThan(0);
    expect(allowedOn(nameOf('Microsoft.Communication/communicationServices')).sort()).toEqual(
      needs(sent).sort(),
    );
    const copies = readFileSync('shared/adapters/backup/blobStore.ts', 'utf8');
    const methods = new Set([...copies.matchAll(/method: '(\w+)'/g)].map(([, method = '']) => method));
    expect([...methods]).toEqual(['PUT']);
    expect(allowedOn('containers/table-backups')).toEqual(
      expect.arrayContaining(['blobs/read', 'blobs/write']),
    );
  });
});

/** The last part of the id of the one resource of a type. */
function nameOf(type: string): string {
  const [found] = snapshot.predictedResources.filter((one) => one.type === type);
  return found?.id.split('/').slice(-2).join('/') ?? 'none';
}
