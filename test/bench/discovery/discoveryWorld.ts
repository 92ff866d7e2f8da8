import { randomUUID } from 'node:crypto';
import { createAgreements } from '../../../shared/adapters/storage/customers/agreements.ts';
import { createCallBudget } from '../../../shared/adapters/storage/reconciliation/budget.ts';
import type { Tables } from '../../../shared/adapters/storage/kit/storageClients.ts';
import { createDiscoveries } from '../../../shared/adapters/storage/reconciliation/discoveries.ts';
import { createListings } from '../../../shared/adapters/storage/customers/listings.ts';
import { createPartnerCenter } from '../../../shared/adapters/partnerCenter/partnerCenter.ts';
import { createAppTokens, createUserTokens } from '../../../shared/adapters/partnerCenter/tokens/tokens.ts';
import { discoverCustomers } from '../../../shared/workflows/discovery/discoverCustomers.ts';
import type { VirtualTime } from '../../fakes/virtualTime.ts';
import { createWorld } from '../../fakes/world.ts';
import { silent } from '../reconcile/reconcileWorld.ts';
import type { Remote } from '../remote.ts';
import { atRest } from '../../fakes/atRest.ts';

/** Where the simulators are, and how the app signs in there. */
export type PartnerCenterAccess = {
  readonly url: string;
  readonly entraUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
};

export type Discovered = { readonly runs: number; readonly minutes: number; readonly seen: number };

/** What a request to a table takes in the same region ("under 10 ms", third party). */
export const tableCallMs = 10;

/**
 * The real discovery with the real Partner Center client over HTTP, run after run until it is through. Only
 * the clock is simulated: on it a table call takes its time, and the call budget paces.
 */
export async function discoverVirtually(options: {
  readonly tables: Tables;
  readonly time: VirtualTime;
  readonly remote: Pick<Remote, 'during'>;
  readonly access: PartnerCenterAccess;
}): Promise<Discovered> {
  const { tables, time, access } = options;
  countFetches(options.remote);
  const listings = createListings(tables.byStatus);
  const budget = createCallBudget({
    ...{ due: tables.due, clock: time, callsPerMinute: 500, holder: randomUUID(), sleep: time.sleep },
  });
  const needs = {
    ...createWorld(),
    clock: time,
    agreements: createAgreements({
      ...{ tables, listings, clock: time, atRest },
      newId: () => randomUUID().slice(0, 8),
    }),
    discoveries: createDiscoveries(tables),
    partnerCenter: partnerCenterAt(access, budget),
    telemetry: silent,
  };
  const beganAt = time.now().getTime();
  const work = async () => {
    for (let runs = 1; ; runs += 1) {
      const { finishedAt, seen } = await discoverCustomers(needs);
      if (finishedAt) return { runs, seen };
    }
  };
  const done = await time.run(work());
  return { ...done, minutes: (time.now().getTime() - beganAt) / 60_000 };
}

function partnerCenterAt(access: PartnerCenterAccess, budget: ReturnType<typeof createCallBudget>) {
  // Tokens are judged by the simulators' own clocks.
  const clock = { now: () => new Date() };
  const signIn = {
    ...access,
    credential: async () => ({ secret: access.clientSecret }),
    resource: 'https://api.partnercenter.microsoft.com',
    ...{ timeoutMs: 30_000, clock, telemetry: silent },
  };
  const refreshTokens = { read: async () => access.refreshToken, write: async () => undefined };
  return createPartnerCenter({
    ...{ url: access.url, partnerType: 'directBill', timeoutMs: 30_000, budget, clock, newId: randomUUID },
    partnerTenantId: access.tenantId,
    tokens: {
      appOnly: createAppTokens(signIn),
      appAndUser: createUserTokens(signIn, refreshTokens),
    },
    telemetry: silent,
    trace: { parent: () => undefined },
  });
}

/** The clock stands still while an answer is on its way. */
function countFetches({ during }: Pick<Remote, 'during'>): void {
  const real = globalThis.fetch;
  globalThis.fetch = (...request) =>
    during(
      (async () => {
        const response = await real(...request);
        return new Response(await response.arrayBuffer(), response);
      })(),
    );
}
