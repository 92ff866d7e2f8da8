import type { Config } from '../config.ts';
import type { BackupStore } from '../workflows/ports/backupPorts.ts';
import { identityOf } from './identity.ts';

/** The container for copies of the tables, where there is one. */
export async function createBackupStore(config: Config): Promise<{ backupStore: BackupStore | undefined }> {
  const { BACKUP_CONTAINER_URL: containerUrl } = config;
  if (!containerUrl) return { backupStore: undefined };
  const { createBlobStore } = await import('../adapters/backup/blobStore.ts');
  return { backupStore: createBlobStore({ containerUrl, credential: await identityOf(config) }) };
}
