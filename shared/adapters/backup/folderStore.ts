import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BackupStore } from '../../workflows/ports/backupPorts.ts';

/** Copies in a folder that only its owner may read: for rehearsals, and for copies that were downloaded. */
export function createFolderStore(folder: string): BackupStore {
  return {
    async put(name, content) {
      await mkdir(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
      await writeFile(join(folder, name), content, { flag: 'wx', mode: 0o600 });
    },
    get: (name) => readFile(join(folder, name)),
    async list(prefix) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/').replace(/^\//, ''),
        )
        .filter((name) => name.startsWith(prefix))
        .sort();
    },
  };
}
