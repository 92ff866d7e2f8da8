import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { StoragePorts } from '../../../../../shared/adapters/storage/storage.ts';
import { decideInvitation } from '../../../../../shared/domain/customers/invitation.ts';
import { transition } from '../../../../../shared/workflows/customers/transition.ts';
import type { Outcome } from '../../../../../shared/domain/caller.ts';
import type { AgreementRecord } from '../../../../../shared/domain/customers/record.ts';
import type { TableProxy } from '../../../../fault/proxies/tableProxy.ts';
import { checkRules } from '../../../../fakes/checkRules.ts';
import { dump, findBreaches } from '../invariants.ts';
import {
  letters,
  quietly,
  change,
  day,
  discover,
  found,
  newTenantId,
  quiesce,
  start,
  startTestStorage,
  type TestStorage,
} from '../testStorage.ts';
import type { Actor } from '../../../../../shared/domain/actor.ts';
import type { EventData } from '../../../../../shared/domain/customers/agreementEvent.ts';

let storage: TestStorage;
let writer: StoragePorts & { readonly proxy: TableProxy };
const accepted: EventData = {
  type: 'standingChecked',
  standing: {
    kind: 'accepted',
    acceptance: {
      path: 'partnerAttestation',
      acceptedAt: new Date('2025-01-02T03:04:05.678Z'),
      signatory: null,
    },
  },
};

beforeAll(async () => {
  storage = await startTestStorage();
  writer = await storage.writer();
});
beforeEach(async () => {
  writer.proxy.rule(() => 'pass');
  await storage.clear();
});
afterAll(() => storage.stop());

test('a customer that was never stored is not found', async () => {
  expect(await writer.agreements.find(newTenantId())).toBeUndefined();
});

test('what is committed is read back the same: record, events, receipt, mail', async () => {
  const before = await discover(writer);
  const committed = change(before, [accepted], { receiptId: 'agent / key #1?', mailId: 'mail-1' });
  expect(await writer.agreements.commit(committed)).toBe('committed');

  const { customerTenantId } = before.record;
  const after = await found(writer.agreements, customerTenantId);
  expect(after.record).toEqual(committed.after);
  expect(after.record.status).toBe('accepted');
  expect(after.dueAt).toEqual(committed.dueAt);
  const history = await writer.agreements.history(customerTenantId, 1, 10);
  expect(history.slice(1)).toEqual(committed.events);
  expect(await writer.agreements.history(customerTenantId, 2, 10)).toEqual(committed.events);
  expect(await writer.agreements.history(customerTenantId, 1, 1)).toHaveLength(1);
  expect(await writer.agreements.receipt(customerTenantId, 'agent / key #1?')).toEqual(committed.receipt);
  expect(await writer.agreements.receipt(customerTenantId, 'agent / key #1')).toBeUndefined();
  expect(await writer.agreements.mail(customerTenantId, 'mail-1')).toEqual(committed.mails[0]);
  expect(await writer.agreements.mail(customerTenantId, 'mail-2')).toBeUndefined();
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

/** The step for the activity, new rows of the ordered lists, the old ones away, and the mark that says that lists have changed. */
const ofLists = ['POST', 'POST', 'POST', 'PUT'];
const oldRows = [
  {
    name: 'that has not moved',
    dueInDays: 1,
    movesBy: 0,
    requests: ['GET', 'POST', 'POST', 'POST', ...ofLists],
  },
  {
    name: 'that was due and has moved',
    dueInDays: 0,
    movesBy: 3,
    requests: ['GET', 'POST', 'GET', 'POST', 'POST', ...ofLists],
  },
  { name: 'that moved before it was due', dueInDays: 1, movesBy: 3, requests: null },
];
for (const { name, dueInDays, movesBy, requests } of oldRows) {
  test(`a change of the record alone takes away a due row ${name}`, async () => {
    const dueAt = new Date(start.getTime() + dueInDays * day);
    const { record, ...stored } = await discover(writer, newTenantId(), { dueAt });
    if (movesBy > 0)
      await writer.schedule.move({ record, ...stored }, new Date(dueAt.getTime() + movesBy * day));
    const made: string[] = [];
    writer.proxy.rule(({ method }) => {
      made.push(method);
      return 'pass';
    });
    const current = await writer.agreements.current(record.customerTenantId);
    if (!current) throw new Error('not found');
    const committed = change(current, [{ type: 'checkRequested' }]);
    expect(await writer.agreements.commit(committed)).toBe('committed');
    if (requests) expect([...made].sort()).toEqual([...requests].sort());

    expect((await found(writer.agreements, record.customerTenantId)).dueAt).toEqual(committed.dueAt);
    expect(findBreaches(await dump(storage.tables))).toEqual([]);
  });
}

test('a mail longer than a string property may be comes back whole', async () => {
  const before = await discover(writer);
  const plain = change(before, [accepted], { mailId: 'long' });
  const html = Array.from({ length: 20_000 }, (_, line) => `<p>Zeile ${String(line)}: äöü</p>`).join('\n');
  const committed = { ...plain, mails: plain.mails.map((mail) => ({ ...mail, html })) };
  expect(await writer.agreements.commit(committed)).toBe('committed');
  expect(await writer.agreements.mail(before.record.customerTenantId, 'long')).toEqual(committed.mails[0]);
});

test('the second of two commits on the same state is a conflict and leaves nothing behind', async () => {
  const before = await discover(writer);
  const late = change(before, [{ type: 'checkRequested' }], { receiptId: 'late' });
  expect(await writer.agreements.commit(change(before, [accepted]))).toBe('committed');
  expect(await writer.agreements.commit(late)).toBe('conflict');
  expect(await writer.agreements.receipt(before.record.customerTenantId, 'late')).toBeUndefined();
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('two writers that begin the same customer make one', async () => {
  const other = await storage.writer();
  const tenantId = newTenantId();
  await Promise.all([discover(writer, tenantId), discover(other, tenantId)]);
  expect((await found(writer.agreements, tenantId)).record.version).toBe(1);
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('a receipt that exists already is a conflict', async () => {
  const before = await discover(writer);
  const { customerTenantId } = before.record;
  await writer.agreements.commit(change(before, [{ type: 'checkRequested' }], { receiptId: 'same' }));
  const again = await found(writer.agreements, customerTenantId);
  expect(await writer.agreements.commit(change(again, [accepted], { receiptId: 'same' }))).toBe('conflict');
  expect((await found(writer.agreements, customerTenantId)).record.version).toBe(2);
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('eight writers with the same receipt have one effect, and all get the same answer', async () => {
  const { record } = await discover(writer);
  const by: Actor = { kind: 'agent', id: 'agent-1' };
  const rules = { lifetimeMs: 30 * day, resends: 9, resendWindowMs: day };
  const policy = {
    ...quietly,
    invitation: rules,
    ...checkRules,
    retryFirstMs: 30_000,
    defaultLanguage: 'en' as const,
    attestation: { mode: 'enhanced' as const },
    partnerType: 'directBill' as const,
  };
  const invite = async (): Promise<Outcome<AgreementRecord>> => {
    const own = await storage.writer();
    return transition({ ...own, ...letters, policy, clock: storage.clock }, record.customerTenantId, {
      by,
      once: { id: 'key-1', fingerprint: 'f', answer: (after) => `version ${String(after.version)}` },
      decide: (current) =>
        decideInvitation(
          current,
          {
            kind: 'existingCustomer',
            delivery: 'email',
            recipient: { firstName: null, lastName: null, email: 'a@contoso.com', phone: null },
            language: 'en',
            note: null,
          },
          { now: start, rules, mailId: (number, sending) => `mail-${String(number)}-${String(sending)}` },
        ),
    });
  };
  const outcomes = await Promise.all(Array.from({ length: 8 }, invite));
  expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
  const replays = outcomes.filter((outcome) => outcome.kind === 'replayed');
  expect(replays.map(({ answer }) => answer)).toEqual(Array.from({ length: 7 }, () => 'version 2'));
  expect((await found(writer.agreements, record.customerTenantId)).record.version).toBe(2);
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('a commit whose every reply is lost once is committed, and once only', async () => {
  const before = await discover(writer);
  const seen = new Set<string>();
  writer.proxy.rule(({ method, url, body }) => {
    // A repeated transaction has the same body, signature headers aside.
    const request = `${method} ${url} ${body}`;
    const first = !seen.has(request);
    seen.add(request);
    return first && method !== 'GET' ? 'loseReply' : 'pass';
  });
  expect(await writer.agreements.commit(change(before, [accepted], { receiptId: 'r' }))).toBe('committed');
  expect(writer.proxy.count()).toBeGreaterThan(seen.size);
  writer.proxy.rule(() => 'pass');
  expect((await found(writer.agreements, before.record.customerTenantId)).record.version).toBe(2);
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
});

test('storage that refuses everything is STORAGE_UNAVAILABLE, without what the request held', async () => {
  const before = await discover(writer);
  writer.proxy.rule(() => 'refuse');
  const refused = writer.agreements.commit(change(before, [accepted], { mailId: 'm' }));
  const failure: unknown = await refused.catch((thrown: unknown) => thrown);
  expect(failure).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  const { cause } = failure as Error;
  expect(JSON.stringify([failure, (failure as Error).message, cause, (cause as Error).message])).not.toMatch(
    /contoso/i,
  );
  expect(Object.keys(cause as Error)).toEqual([]);
  expect((cause as Error).message).toContain('503');
});

test('a missing table is a failure, not a missing customer', async () => {
  await storage.tables.customers.deleteTable();
  await expect(writer.agreements.find(newTenantId())).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});

test('a commit with a definite refusal at its last step leaves rows that the sweep removes', async () => {
  const before = await discover(writer);
  writer.proxy.rule(({ body }) =>
    body.includes('Customers(') || body.includes('/Customers') ? 'refuse' : 'pass',
  );
  await expect(writer.agreements.commit(change(before, [accepted]))).rejects.toThrow();
  writer.proxy.rule(() => 'pass');
  expect(findBreaches(await dump(storage.tables))).not.toEqual([]);
  await quiesce(writer);
  expect(findBreaches(await dump(storage.tables))).toEqual([]);
  expect((await found(writer.agreements, before.record.customerTenantId)).record).toEqual(before.record);
});
