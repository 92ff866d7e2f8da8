import { startMail } from '../../../infra/local/mail/mail.ts';
import { sampleBrand } from '../../../infra/build/mailSamples.ts';
import { createMailService } from '../../../shared/adapters/email/communicationEmail.ts';
import { createAgreements } from '../../../shared/adapters/storage/customers/agreements.ts';
import { createListings } from '../../../shared/adapters/storage/customers/listings.ts';
import { createMailDispatch } from '../../../shared/adapters/storage/mail/mailDispatch.ts';
import { createSchedule } from '../../../shared/adapters/storage/customers/schedule.ts';
import { append } from '../../../shared/domain/customers/history.ts';
import { composeMail } from '../../../shared/views/mail/composeMail.ts';
import { inviteCustomer } from '../../../shared/workflows/invitations/inviteCustomer.ts';
import type { Needs } from '../../../shared/workflows/ports/ports.ts';
import { sendMail } from '../../../shared/workflows/reconciliation/sendMail.ts';
import { createMemoryTables } from '../../fakes/tables/memoryTables.ts';
import { createWorld } from '../../fakes/world.ts';
import { stableId } from '../../../shared/adapters/signing/stableId.ts';
import { atRest } from '../../fakes/atRest.ts';

export type Delivered = {
  readonly distinct: number;
  readonly doubles: number;
  readonly missing: number;
  /** Calls at the mail service. */
  readonly posts: number;
  readonly gets: number;
};

const accessKey = Buffer.from('the key of the bench').toString('base64');
const plenty = { perMinute: 1_000_000, perHour: 1_000_000 };
const atOnce = 8;

/**
 * Invites so many customers and hands their mails to the mail simulator through the real SDK: each message
 * comes twice at the same time, and of every `loseEvery` calls the reply of one is lost. Records, line and
 * mails are the app's own, on tables in memory.
 */
export async function deliver(count: number, loseEvery: number | null): Promise<Delivered> {
  const simulator = await startMail({ port: 0, accessKey });
  try {
    const needs = needsFor(simulator.url);
    const ids = Array.from({ length: count }, (_, index) => tenantId(index));
    const control = (path: string, body?: object) =>
      fetch(`${simulator.url}/_control${path}`, {
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
        headers: { 'content-type': 'application/json' },
      });
    let handled = 0;
    await inPool(ids, async (id) => {
      await invite(needs, id);
      handled += 1;
      if (loseEvery !== null && handled % loseEvery === 0) {
        await control('/faults', [{ match: { path: '/emails:send' }, times: 1, then: 'resetAfterEffect' }]);
      }
      await Promise.all([sendMail(needs, id), sendMail(needs, id)]);
    });
    // What was put off comes back, as its message would.
    await inPool(ids, async (id) => void (await sendMail(needs, id)));
    return await tally(
      ids.length,
      await (await control('/messages')).json(),
      await (await control('/requests')).json(),
    );
  } finally {
    await simulator.stop();
  }
}

type Items<Item> = { readonly items: readonly Item[] };
type Seen = {
  readonly operationId: string;
  readonly request: {
    readonly body: { readonly recipients: { readonly to: readonly { readonly address: string }[] } };
  };
};

async function tally(wanted: number, mails: unknown, requests: unknown): Promise<Delivered> {
  const { items } = mails as Items<Seen>;
  const calls = (requests as Items<{ readonly method: string; readonly path: string }>).items.filter(
    ({ path }) => path.startsWith('/emails'),
  );
  const addressed = items.map(({ request }) => request.body.recipients.to[0]?.address);
  const distinct = new Set(addressed).size;
  return {
    distinct,
    doubles: items.length - distinct,
    missing: wanted - distinct,
    posts: calls.filter(({ method }) => method === 'POST').length,
    gets: calls.filter(({ method }) => method === 'GET').length,
  };
}

function needsFor(url: string): Needs {
  const world = createWorld();
  const tables = createMemoryTables().clients;
  const clock = { now: () => new Date() };
  const listings = createListings(tables.byStatus);
  let ids = 0;
  const newId = () => (ids += 1).toString(36);
  return {
    ...world,
    clock,
    stableId,
    agreements: createAgreements({ tables, listings, clock, atRest, newId }),
    schedule: createSchedule({ tables, listings }),
    mailDispatch: createMailDispatch({ mails: tables.mails, clock, quota: plenty, newId, sleep: pause }),
    mailService: createMailService({
      account: { connectionString: `endpoint=${url}/;accesskey=${accessKey}` },
      sender: 'agreements@partner.example',
      clock,
      trace: { parent: () => undefined },
    }),
    mailComposer: async () => (order) => composeMail({ ...order, brand: sampleBrand }),
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function tenantId(index: number): string {
  return `${index.toString(16).padStart(8, '0')}-5bd4-4b0c-9a4e-1c2d3e4f5a6b`;
}

async function invite(needs: Needs, customerTenantId: string): Promise<void> {
  const at = needs.clock.now();
  const found = { customerTenantId, companyName: 'Contoso', domain: 'contoso.example' };
  const { record, events } = append(undefined, [{ type: 'customerDiscovered', ...found }], {
    ...{ at, by: { kind: 'system' } },
  });
  await needs.agreements.commit({
    ...{ before: undefined, after: record, events, dueAt: at, mails: [], receipt: null },
  });
  const recipient = {
    firstName: 'Ann',
    lastName: null,
    email: `ann-${customerTenantId}@contoso.example`,
    phone: null,
  };
  await inviteCustomer(needs, {
    customerTenantId,
    request: { kind: 'existingCustomer', delivery: 'email', recipient, language: null, note: null },
    by: { kind: 'agent', id: 'bench' },
  });
}

async function inPool<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values();
  const hand = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
}
