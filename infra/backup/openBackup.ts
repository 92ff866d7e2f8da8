import { AzureCliCredential } from '@azure/identity';
import { createBlobStore } from '../../shared/adapters/backup/blobStore.ts';
import { createFolderStore } from '../../shared/adapters/backup/folderStore.ts';
import { createTableCopies } from '../../shared/adapters/storage/backup/tableCopies.ts';
import { createTables } from '../../shared/adapters/storage/kit/storageClients.ts';
import type { RestoreNeeds } from '../../shared/workflows/backup/restoreTables.ts';

/**
 * Tables as `DataStorage` or `DataStorage__tableServiceUri` name them, and a folder or the address of a container. In
 * Azure the person who runs it is signed in to the Azure CLI.
 * @throws {Error} when neither setting is given
 */
export function openBackup(where: string, env: NodeJS.ProcessEnv): RestoreNeeds {
  const { DataStorage: connectionString, DataStorage__tableServiceUri: tableServiceUri } = env;
  if (!connectionString && !tableServiceUri)
    throw new Error(
      'Set DataStorage (a connection string) or DataStorage__tableServiceUri (https://….table…).',
    );
  const credential = new AzureCliCredential();
  const tables = createTables(
    connectionString ?? { tableServiceUri: tableServiceUri ?? '', queueServiceUri: '', credential },
  );
  const backupStore = /^https?:/.test(where)
    ? createBlobStore({ containerUrl: where.replace(/\/$/, ''), credential })
    : createFolderStore(where);
  return { tableCopies: createTableCopies(tables), backupStore };
}
