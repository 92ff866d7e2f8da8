import { startAzurite } from '../../infra/local/azurite.ts';
import { createStorage } from '../../infra/local/storage.ts';
import { serve } from './worker.ts';

/** Storage with our tables and queues in a process of its own; answers its connection string. */
serve<'start', string>(async () => {
  const { connectionString } = await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 });
  await createStorage(connectionString);
  return connectionString;
});
