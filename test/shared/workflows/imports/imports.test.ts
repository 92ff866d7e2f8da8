import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createByteBox } from '../../../../shared/adapters/signing/byteBox.ts';
import { createAtRest } from '../../../../shared/adapters/storage/kit/atRest.ts';
import { createImports } from '../../../../shared/adapters/storage/imports.ts';
import { advanceImport } from '../../../../shared/domain/imports/customerImport.ts';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import type { Once } from '../../../../shared/domain/caller.ts';
import type { CustomerImport } from '../../../../shared/domain/imports/customerImport.ts';
import { createImport } from '../../../../shared/workflows/imports/createImport.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { judgeImport } from '../../../../shared/workflows/imports/judgeImport.ts';
import type { Needs } from '../../../../shared/workflows/ports/ports.ts';
import { readImportRows } from '../../../../shared/workflows/imports/readImportRows.ts';
import { runImport } from '../../../../shared/workflows/imports/runImport.ts';
import { sweepImports } from '../../../../shared/workflows/imports/sweepImports.ts';
import { createWorld, tenant } from '../../../fakes/world.ts';
import {
  accepted,
  by,
  contoso,
  createImportWorld,
  fabrikam,
  fileNow,
  fileOf,
  inWords,
  rowsOf,
  stranger,
  twoByIdOneByDomain,
  type ImportWorld,
} from './importFixture.ts';

const hourMs = 60 * 60_000;
const customers = [tenant, contoso, fabrikam];

let world: ImportWorld;
let failures: unknown[];
beforeEach(async () => {
  world = await createImportWorld();
  failures = [];
});

const report = (failure: unknown): void => void failures.push(failure);
const run = (id: string, needs: Needs = world) => runImport(needs, id, { runMs: 60_000, report });
const sweep = (needs: Needs = world) => sweepImports(needs, report);
/** How often each customer was invited, or attested for. */
const invitations = () => customers.map((id) => world.record(id).invitation?.number ?? 0);
const attestations = () => customers.map((id) => world.record(id).attestation?.number ?? 0);
const attestHeader = 'customerTenantId,firstName,lastName,email,country';
const away = () => new AgreementError('STORAGE_UNAVAILABLE', 'Storage did not answer.');
const key = (id: string, fingerprint = 'f'): Once<CustomerImport> => ({
  id,
  fingerprint,
  answer: (file) => file.id,
});

describe('an import', () => {
  it('tells rows and counts of one state, when a step comes between the two reads', async () => {
    const world = createWorld();
    const counts = [0, 2, 2];
    const file = (done: number) => ({ file: { done }, token: null });
    world.imports.find = async () => file(counts.shift() ?? 2) as never;
    let rows = 0;
    world.imports.page = async () => ({ rows: [{ row: (rows += 1) }], position: null }) as never;
    const read = await readImportRows(world, 'id', { size: 10, position: null });
    expect(read).toMatchObject({ file: { done: 2 }, page: { rows: [{ row: 2 }] } });
  });

  it('invites each customer once, says with which invitation, and keeps nothing of the people', async () => {
    const file = await accepted(world, twoByIdOneByDomain);
    expect([file.state, file.rows, world.importsWoken]).toEqual([
      'accepted',
      3,
      [{ id: file.id, delayMs: 0 }],
    ]);
    expect(inWords(await rowsOf(world, file.id))).toEqual(['2 waiting', '3 waiting', '4 waiting']);
    expect(await run(file.id)).toEqual({ kind: 'done' });
    expect(await fileNow(world, file.id)).toMatchObject({
      state: 'done',
      done: 3,
      refused: 0,
      finishedAt: world.clock.now(),
    });
    const rows = await rowsOf(world, file.id);
    expect(rows.map(({ customerTenantId, outcome }) => [customerTenantId, outcome])).toEqual(
      customers.map((id) => [id, { kind: 'done', id: `${id}.invitation.1` }]),
    );
    expect(world.record(contoso).invitation?.recipient).toMatchObject({
      firstName: 'Carl',
      email: 'carl@contoso.example',
    });
    expect(world.table.rows().filter((row) => 'sealed' in row)).toEqual([]);
    expect(await world.imports.open()).toEqual([]);
    expect([await run(file.id), invitations()]).toEqual([{ kind: 'done' }, [1, 1, 1]]);
  });

  it('attests likewise', async () => {
    const lines = [
      'domain,firstName,lastName,email,country',
      'contoso.example,Carl,Carter,carl@contoso.example,DE',
      'fabrikam.example,Fay,Ford,fay@fabrikam.example,CN',
      'tailspintoys.example,Tania,Carr,tania@tailspintoys.example,',
    ];
    const { id } = await accepted(world, lines, 'attest');
    await run(id);
    expect(inWords(await rowsOf(world, id))).toEqual(['2 done', '3 COUNTRY_NOT_OFFERED', '4 done']);
    expect((await rowsOf(world, id))[0]?.outcome).toEqual({ kind: 'done', id: `${contoso}.attestation.1` });
    expect(world.record(contoso).attestation?.signatory.lastName).toBe('Carter');
    expect(world.wakeUps.filter(({ queue }) => queue === 'attestations')).toHaveLength(2);
  });

  const mixed = [
    'customerTenantId,domain,email',
    `${tenant},,tania@tailspintoys.example`,
    ',TAILSPINTOYS.example,tom@tailspintoys.example',
    ',nobody.example,n@nobody.example',
    `${stranger},,s@stranger.example`,
    `${fabrikam},,not an address`,
    `${fabrikam},,fay@fabrikam.example`,
    `${fabrikam},,felix@fabrikam.example`,
    `${contoso},,carl@contoso.example`,
  ];
  const judged = [
    ...['2 done', '3 DUPLICATE_CUSTOMER', '4 CUSTOMER_NOT_FOUND', '5 CUSTOMER_NOT_FOUND'],
    ...['6 INVALID_INPUT', '7 done', '8 DUPLICATE_CUSTOMER', '9 ALREADY_ACCEPTED'],
  ];
  async function acceptsContoso(): Promise<void> {
    const { agreements, clock } = world;
    const before = await agreements.current(contoso);
    const acceptance = { path: 'customerDirect', acceptedAt: null, signatory: null } as const;
    const after = {
      ...world.record(contoso),
      standing: { kind: 'accepted', acceptance } as const,
      version: 2,
    };
    await agreements.commit({ before, after, events: [], dueAt: clock.now(), mails: [], receipt: null });
  }

  it('tells of each row that is refused why, and carries out the others', async () => {
    await acceptsContoso();
    const { id } = await accepted(world, mixed);
    await run(id);
    expect(inWords(await rowsOf(world, id))).toEqual(judged);
    expect(invitations()).toEqual([1, 0, 1]);
    expect(world.record(fabrikam).invitation?.recipient.email).toBe('fay@fabrikam.example');
    expect(JSON.stringify(await rowsOf(world, id))).not.toMatch(/@|tania|nobody\.example/i);
    expect(failures).toEqual([]);
  });

  const unknownHere = [
    'customerTenantId,domain,email',
    `${stranger},,s@stranger.example`,
    ',newcomer.example,n@newcomer.example',
    ',nobody.example,n@nobody.example',
  ];
  const newcomer = 'aaaaaaaa-0000-4000-8000-00000000000e';
  const knownAtPartnerCenter = () =>
    world.listed.push(
      { customerTenantId: stranger, companyName: 'S', domain: 'stranger.example', hasRelationship: true },
      { customerTenantId: newcomer, companyName: 'N', domain: 'newcomer.example', hasRelationship: true },
    );

  it('invites customers that Partner Center knows and this service has not heard of', async () => {
    knownAtPartnerCenter();
    const { id } = await accepted(world, unknownHere);
    await run(id);
    expect(inWords(await rowsOf(world, id))).toEqual(['2 done', '3 done', '4 CUSTOMER_NOT_FOUND']);
    expect(world.record(newcomer).invitation?.recipient.email).toBe('n@newcomer.example');
  });

  it('says beforehand that a row waits while Partner Center does not tell whether there is its customer', async () => {
    knownAtPartnerCenter();
    const lines = [...unknownHere, `${contoso},,carl@contoso.example`];
    const down = new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Not now.');
    const { customer, customerWithDomain } = world.partnerCenter;
    Object.assign(world.partnerCenter, {
      customer: () => Promise.reject(down),
      customerWithDomain: () => Promise.reject(down),
    });
    const judge = async () => inWords(await judgeImport(world, fileOf(lines)));
    expect(await judge()).toEqual(['2 waiting', '3 waiting', '4 waiting', '5 ready']);
    Object.assign(world.partnerCenter, { customer, customerWithDomain });
    expect(await judge()).toEqual(['2 ready', '3 ready', '4 CUSTOMER_NOT_FOUND', '5 ready']);
  });

  it('is judged the same beforehand, without any effect', async () => {
    await acceptsContoso();
    const before = customers.map((id) => world.record(id));
    const rows = await judgeImport(world, fileOf(mixed));
    expect(inWords(rows)).toEqual(judged.map((word) => word.replace('done', 'ready')));
    expect(customers.map((id) => world.record(id))).toEqual(before);
    expect([world.table.rows(), world.importsWoken]).toEqual([[], []]);
  });

  it('is at its end at once where every row is wrong', async () => {
    const { id } = await accepted(world, ['domain,email', 'contoso.example,nobody']);
    expect(await run(id)).toEqual({ kind: 'done' });
    expect(await fileNow(world, id)).toMatchObject({ state: 'done', done: 0, refused: 1 });
  });

  it('refuses a customer who was mailed a moment ago: whether to write again is for people to say', async () => {
    const recipient = { firstName: null, lastName: null, email: 't@tailspintoys.example', phone: null };
    const request = {
      kind: 'existingCustomer',
      delivery: 'email',
      recipient,
      language: null,
      note: null,
    } as const;
    for (let time = 0; time < 3; time += 1)
      await inviteCustomer(world, { customerTenantId: tenant, request, by });
    expect(inWords(await judgeImport(world, fileOf(twoByIdOneByDomain)))[0]).toBe('2 RESEND_TOO_SOON');
    const { id } = await accepted(world, twoByIdOneByDomain);
    await run(id);
    expect([inWords(await rowsOf(world, id))[0], invitations()]).toEqual(['2 RESEND_TOO_SOON', [3, 1, 1]]);
  });

  it('of more rows than one step takes is carried out from step to step, in pages without a gap', async () => {
    const lines = Array.from(
      { length: 250 },
      (_, index) => `,nobody${String(index)}.example,n@nobody.example`,
    );
    const { id } = await accepted(world, [...twoByIdOneByDomain.slice(0, 3), ...lines]);
    expect(await runImport(world, id, { runMs: 0, report })).toEqual({ kind: 'goesOn' });
    expect(world.importsWoken).toHaveLength(2);
    expect((await rowsOf(world, id, 7)).map(({ row }) => row)).toEqual(
      Array.from({ length: 252 }, (_, at) => at + 2),
    );
    await run(id);
    for (const size of [7, 1000]) {
      const rows = await rowsOf(world, id, size);
      expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 252 }, (_, at) => at + 2));
    }
    expect(await fileNow(world, id)).toMatchObject({ state: 'done', done: 2, refused: 250 });
  });

  it.each([1, 2, 3])(
    'that is done has no row that waits, though it comes to its end while it is read (call %i)',
    async (call) => {
      const { id } = await accepted(world, twoByIdOneByDomain);
      world.aheadOfCall(call, () => run(id));
      const { file, page } = await readImportRows(world, id, { size: 10, position: null });
      const waiting = page.rows.filter(({ outcome }) => outcome.kind === 'waiting');
      expect(file.state === 'done' && waiting.length > 0).toBe(false);
    },
  );

  it('is unknown by another id', async () => {
    const page = { size: 10, position: null };
    await expect(readImportRows(world, stranger, page)).rejects.toMatchObject({ code: 'IMPORT_NOT_FOUND' });
    expect(await run(stranger)).toEqual({ kind: 'nothingToDo' });
  });
});

describe('an import that does not go smoothly', () => {
  it('is done once by two at once', async () => {
    const { id } = await accepted(world, twoByIdOneByDomain);
    await Promise.all([run(id), run(id), run(id)]);
    expect([invitations(), inWords(await rowsOf(world, id))]).toEqual([
      [1, 1, 1],
      ['2 done', '3 done', '4 done'],
    ]);
    expect(await fileNow(world, id)).toMatchObject({ state: 'done', done: 3 });
  });

  it('goes on without a message, once the message had its time', async () => {
    const { id } = await accepted(world, twoByIdOneByDomain);
    expect([await sweep(), invitations()]).toEqual([0, [0, 0, 0]]);
    world.pass(60_000);
    expect([await sweep(), invitations()]).toEqual([1, [1, 1, 1]]);
    expect([(await fileNow(world, id)).state, await world.imports.open()]).toEqual(['done', []]);
  });

  it.each(['invite', 'attest'] as const)(
    'carries a row out once where the reply of its commit is lost (%s)',
    async (action) => {
      const attested = [tenant, contoso, fabrikam].map((id) => `${id},First,Last,someone@x.example,DE`);
      const lines = action === 'invite' ? twoByIdOneByDomain : [attestHeader, ...attested];
      for (const lost of [1, 2, 3]) {
        world = await createImportWorld();
        const { id } = await accepted(world, lines, action);
        let commits = 0;
        const commit: Needs['agreements']['commit'] = async (change) => {
          const outcome = await world.agreements.commit(change);
          if ((commits += 1) === lost) throw away();
          return outcome;
        };
        const outcome = await run(id, { ...world, agreements: { ...world.agreements, commit } });
        expect(outcome).toMatchObject({ kind: 'postponed', waiting: 1 });
        expect(await fileNow(world, id)).toMatchObject({ state: 'running', done: 2 });
        world.pass(hourMs);
        await sweep();
        const begun = action === 'invite' ? invitations() : attestations();
        expect([begun, inWords(await rowsOf(world, id))]).toEqual([
          [1, 1, 1],
          ['2 done', '3 done', '4 done'],
        ]);
      }
      expect(failures).toEqual([away(), away(), away()]);
    },
  );

  it('goes on at once with what is left where somebody else has saved a part of it', async () => {
    const { id } = await accepted(world, twoByIdOneByDomain);
    let isFirst = true;
    const settle: Needs['imports']['settle'] = async (before, after, settled) => {
      const [one] = settled;
      if (isFirst && one) {
        isFirst = false;
        const counted = advanceImport(before.file, { settled: [one], retryAt: null }, world.clock.now());
        expect(await world.imports.settle(before, counted, [one])).toBeDefined();
      }
      return world.imports.settle(before, after, settled);
    };
    expect(await run(id, { ...world, imports: { ...world.imports, settle } })).toEqual({ kind: 'done' });
    expect([invitations(), (await fileNow(world, id)).done]).toEqual([[1, 1, 1], 3]);
  });

  it('tries a row again that failed for now, later and later, and lets no other wait for it', async () => {
    const { id } = await accepted(world, twoByIdOneByDomain);
    const agreements = {
      ...world.agreements,
      current: async (customer: string) => {
        if (customer === tenant) throw new TypeError('a record that nobody can read');
        return world.agreements.current(customer);
      },
    };
    const broken = { ...world, agreements };
    expect(await run(id, broken)).toMatchObject({ kind: 'postponed', waiting: 1, delayMs: 30_000 });
    expect([invitations(), world.importsWoken.at(-1)]).toEqual([[0, 1, 1], { id, delayMs: 30_000 }]);
    world.pass(40_000);
    expect(await sweep(broken)).toBe(0);
    world.pass(2 * hourMs);
    await sweep(broken);
    expect([failures.length, (await fileNow(world, id)).state]).toEqual([2, 'running']);
    await run(id);
    expect([invitations(), (await fileNow(world, id)).state]).toEqual([[1, 1, 1], 'done']);
  });

  it('ends after a day, telling what could not be done', async () => {
    const { id } = await accepted(world, twoByIdOneByDomain);
    const agreements = { ...world.agreements, current: () => Promise.reject(away()) };
    world.pass(24 * hourMs);
    expect(await run(id, { ...world, agreements })).toEqual({ kind: 'done' });
    expect(inWords(await rowsOf(world, id))).toEqual(
      [2, 3, 4].map((row) => `${String(row)} STORAGE_UNAVAILABLE`),
    );
    expect(world.table.rows().filter((row) => 'sealed' in row)).toEqual([]);
  });

  it('refuses rows that do not open any more, and ends', async () => {
    const { id } = await accepted(world, twoByIdOneByDomain);
    const otherKey = createAtRest(createByteBox(Buffer.alloc(32, 8), 'tests'));
    await run(id, {
      ...world,
      imports: createImports({ imports: world.table.client }, { atRest: otherKey, newId: randomUUID }),
    });
    expect(inWords(await rowsOf(world, id))).toEqual([2, 3, 4].map((row) => `${String(row)} INTERNAL_ERROR`));
    expect(invitations()).toEqual([0, 0, 0]);
  });

  it.each(['before', 'after'] as const)(
    'leaves nothing that runs, or all of it, where it ends %s any call to its table',
    async (when) => {
      let points = 0;
      for (let at = 1, isOver = false; !isOver; at += 1) {
        points = at;
        world = await createImportWorld();
        world.breakCall(at, when);
        const first = await accepted(world, twoByIdOneByDomain, 'invite', key('k')).catch(() => undefined);
        if (first) await run(first.id).catch(() => undefined);
        isOver = world.calls() < at;
        world.breakCall(null);
        const isTaken = (await world.imports.receipt('k')) !== undefined;
        if (first) expect(isTaken).toBe(true);
        world.pass(hourMs);
        await sweep();
        await sweep();
        expect([at, invitations()]).toEqual([at, isTaken ? [1, 1, 1] : [0, 0, 0]]);
        expect(world.table.rows().filter((row) => 'sealed' in row && row.rowKey.startsWith('wait|'))).toEqual(
          [],
        );
        expect(await world.imports.open()).toEqual([]);
        if (!isTaken) expect(world.table.rows()).toEqual([]);
        // Whoever got no answer asks again.
        const again = await createImport(world, fileOf(twoByIdOneByDomain), { by, once: key('k') });
        const id = again.kind === 'replayed' ? again.answer : again.record.id;
        await run(id);
        expect([invitations(), (await fileNow(world, id)).done]).toEqual([[1, 1, 1], 3]);
      }
      expect(failures).toEqual([]);
      expect(points).toBeGreaterThan(8);
    },
  );

  it('does not come to be any more once it was given up as lost, and leaves nothing', async () => {
    // The third call makes it count: a machine may sleep before it.
    world.aheadOfCall(3, async () => {
      expect(world.table.rows().filter(({ rowKey }) => rowKey.startsWith('wait|'))).toHaveLength(3);
      world.pass(hourMs);
      await sweep();
    });
    await expect(accepted(world, twoByIdOneByDomain)).rejects.toMatchObject({ code: 'RECORD_BUSY' });
    expect([world.table.rows(), world.importsWoken]).toEqual([[], []]);
  });
});

describe('an Idempotency-Key', () => {
  const post = (once: Once<CustomerImport>, lines = twoByIdOneByDomain) =>
    createImport(world, fileOf(lines), { by, once });

  it('gives the first answer again, and is good for one request', async () => {
    const first = await post(key('k'));
    const id = first.kind === 'changed' ? first.record.id : expect.fail('it is the first');
    expect(await post(key('k'))).toEqual({ kind: 'replayed', answer: id });
    await expect(post(key('k', 'other'))).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await world.imports.open()).toHaveLength(1);
  });

  it('makes one import of many at once, and nothing of the others is left', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => post(key('k'))));
    const ids = new Set(outcomes.map((one) => (one.kind === 'replayed' ? one.answer : one.record.id)));
    expect([ids.size, (await world.imports.open()).length]).toEqual([1, 1]);
    expect(world.table.rows().filter(({ rowKey }) => rowKey.startsWith('wait|'))).toHaveLength(3);
  });
});

it('an indirect reseller cannot attest by a file, not even to try', async () => {
  const needs = { ...world, policy: { ...world.policy, partnerType: 'indirectReseller' as const } };
  const file = fileOf(['domain,firstName,lastName,email', 'contoso.example,C,C,c@contoso.example'], 'attest');
  const refusal = { code: 'RESELLER_CANNOT_ATTEST' };
  await expect(createImport(needs, file, { by })).rejects.toMatchObject(refusal);
  await expect(judgeImport(needs, file)).rejects.toMatchObject(refusal);
  const outcome = await createImport(needs, fileOf(twoByIdOneByDomain), { by });
  expect(outcome.kind).toBe('changed');
});
