import { Agent, get } from 'node:http';
import { createTables } from '../../../shared/adapters/storage/kit/storageClients.ts';
import { rowKeys } from '../../../shared/adapters/storage/kit/keys.ts';
import { timedPool, type Round } from '../pool.ts';
import { serve } from '../worker.ts';

/** Readings of one record each: asked of the app, or read from storage by the SDK, with nothing around it. */
export type ReadinessRound = {
  readonly from: { readonly url: string; readonly token: string } | { readonly connectionString: string };
  readonly tenantIds: readonly string[];
  readonly atOnce: number;
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
let customers: ReturnType<typeof createTables>['customers'] | undefined;

/** A caller in a process of its own. */
serve<ReadinessRound, Round>(({ from, tenantIds, atOnce }) =>
  timedPool(tenantIds, atOnce, async (tenantId) => {
    if ('connectionString' in from) {
      customers ??= createTables(from.connectionString).customers;
      await customers.getEntity(tenantId, rowKeys.record);
      return;
    }
    const status = await ask(`${from.url}/api/v1/customers/${tenantId}/readiness`, from.token);
    if (status !== 200) throw new Error(`A readiness was answered with ${String(status)}`);
  }),
);

function ask(url: string, token: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      response.on('end', () => {
        resolve(response.statusCode);
      });
      response.on('error', reject);
      response.resume();
    });
    sent.on('error', reject);
  });
}
