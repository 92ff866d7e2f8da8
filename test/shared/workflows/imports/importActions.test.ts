import { beforeEach, describe, expect, it } from 'vitest';
import { readImportList } from '../../../../shared/contracts/imports/readImportList.ts';
import type { ImportAction } from '../../../../shared/domain/imports/customerImport.ts';
import { attestCustomer } from '../../../../shared/workflows/attestations/attestCustomer.ts';
import { createImport } from '../../../../shared/workflows/imports/createImport.ts';
import { endOfJudged, importEnds } from '../../../../shared/workflows/imports/importEnds.ts';
import { findRowLinks } from '../../../../shared/workflows/imports/findRowLinks.ts';
import { inviteCustomer } from '../../../../shared/workflows/invitations/inviteCustomer.ts';
import { judgeImport } from '../../../../shared/workflows/imports/judgeImport.ts';
import type { Needs } from '../../../../shared/workflows/ports/ports.ts';
import { runImport } from '../../../../shared/workflows/imports/runImport.ts';
import { sendMail } from '../../../../shared/workflows/reconciliation/sendMail.ts';
import { tenant } from '../../../fakes/world.ts';
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

let world: ImportWorld;
beforeEach(async () => {
  world = await createImportWorld();
});

const report = (failure: unknown): void => expect.fail(String(failure));
const run = (id: string, needs: Needs = world) => runImport(needs, id, { runMs: 60_000, report });
const person = (email: string) => ({ firstName: 'F', lastName: 'L', email, phone: null });

async function invite(customerTenantId: string, delivery: 'email' | 'link' = 'email'): Promise<void> {
  const request = { kind: 'existingCustomer', delivery, language: null, note: null } as const;
  const recipient = person(`someone@${customerTenantId.slice(0, 4)}.example`);
  await inviteCustomer(world, { customerTenantId, request: { ...request, recipient }, by });
  await sendMail(world, customerTenantId);
}

async function attest(customerTenantId: string): Promise<void> {
  const absent = { acceptedAt: null, companyName: null, country: 'DE', language: null } as const;
  const request = { signatory: person('sign@x.example'), ...absent, delivery: 'email' } as const;
  await attestCustomer(world, { customerTenantId, request, by });
}

/** A list of customers, judged and then carried out: what was said and what became of it. */
async function carriedOut(action: ImportAction, customerTenantIds: string[]) {
  const file = readImportList({ customerTenantIds }, action);
  const judged = inWords(await judgeImport(world, file)).map((word) => word.replace('ready', 'done'));
  const outcome = await createImport(world, file, { by });
  if (outcome.kind === 'replayed') throw new Error('it has no key');
  await run(outcome.record.id);
  const rows = await rowsOf(world, outcome.record.id);
  expect(inWords(rows)).toEqual(judged);
  return { rows, words: inWords(rows), file: await fileNow(world, outcome.record.id) };
}

describe('a list of customers', () => {
  it('is resent to: those that are invited, those that attest, and no others', async () => {
    await invite(tenant);
    await invite(contoso, 'link');
    world.pass(60 * 60_000);
    const { words, rows } = await carriedOut('resend', [tenant, contoso, fabrikam, stranger, tenant]);
    expect(words).toEqual([
      ...['1 done', '2 INVITATION_CLOSED', '3 INVITATION_NOT_FOUND', '4 CUSTOMER_NOT_FOUND'],
      '5 DUPLICATE_CUSTOMER',
    ]);
    expect(rows[0]?.outcome).toEqual({ kind: 'done', id: `${tenant}.invitation.1` });
    expect(world.record(tenant).invitation?.mail?.sending).toBe(2);
  });

  it('has its invitations and attestations cancelled', async () => {
    await invite(tenant);
    await attest(contoso);
    const { words, rows } = await carriedOut('cancel', [tenant, contoso, fabrikam]);
    expect(words).toEqual(['1 done', '2 done', '3 INVITATION_NOT_FOUND']);
    expect(rows[1]?.outcome).toEqual({ kind: 'done', id: `${contoso}.attestation.1` });
    expect(world.record(tenant).invitation?.state).toBe('cancelled');
    expect(world.record(contoso).attestation?.state).toBe('cancelled');
  });

  it('is checked, with a message for each', async () => {
    const { words, rows } = await carriedOut('check', [tenant, contoso, stranger]);
    expect(words).toEqual(['1 done', '2 done', '3 CUSTOMER_NOT_FOUND']);
    expect(rows[0]?.outcome).toEqual({ kind: 'done', id: null });
    expect(world.wakeUps.filter(({ queue }) => queue === 'checks')).toHaveLength(2);
  });

  it('is invited where it is known whom to invite', async () => {
    await invite(tenant);
    await attest(contoso);
    world.pass(60 * 60_000);
    const { words, rows } = await carriedOut('invite', [tenant, contoso, fabrikam]);
    expect(words).toEqual(['1 done', '2 done', '3 INVALID_INPUT']);
    expect(world.record(tenant).invitation).toMatchObject({ number: 2, recipient: { firstName: 'F' } });
    expect(world.record(contoso).invitation?.recipient.email).toBe('sign@x.example');
    expect(rows[2]?.outcome).toMatchObject({ errors: [{ pointer: '/rows/3/email' }] });
  });

  it('cannot attest, since it names no signatories', () => {
    expect(() => readImportList({ customerTenantIds: [tenant] }, 'attest')).toThrow(/breaks a rule/);
  });

  it.each(['resend', 'cancel', 'check'] as const)(
    'is carried out once where the reply of a commit is lost (%s)',
    async (action) => {
      await invite(tenant);
      world.pass(60 * 60_000);
      const file = readImportList({ customerTenantIds: [tenant] }, action);
      const outcome = await createImport(world, file, { by });
      const { id } = outcome.kind === 'changed' ? outcome.record : expect.fail('it has no key');
      let isFirst = true;
      const commit: Needs['agreements']['commit'] = async (change) => {
        const done = await world.agreements.commit(change);
        if (!isFirst) return done;
        isFirst = false;
        throw new TypeError('lost');
      };
      const broken = { ...world, agreements: { ...world.agreements, commit } };
      await runImport(broken, id, { runMs: 60_000, report: () => undefined });
      const { version } = world.record(tenant);
      world.pass(60 * 60_000);
      await run(id);
      expect([inWords(await rowsOf(world, id)), world.record(tenant).version]).toEqual([['1 done'], version]);
    },
  );
});

describe('a file', () => {
  it('of cancellations needs no column but the customer', async () => {
    await invite(contoso);
    const { id } = await accepted(world, ['domain,fax', 'contoso.example,1', 'nobody,2'], 'cancel');
    await run(id);
    expect(inWords(await rowsOf(world, id))).toEqual(['2 done', '3 INVALID_INPUT']);
    expect(() => fileOf(['email', 'a@b.example'], 'check')).toThrow(/cannot be used/);
  });

  it('has links to hand out where its rows say so, as long as they lead somewhere', async () => {
    const lines = [
      'customerTenantId,email,delivery',
      `${tenant},t@tailspintoys.example,link`,
      `${contoso},c@contoso.example,email`,
      `${fabrikam},f@fabrikam.example,link`,
    ];
    const { id } = await accepted(world, lines);
    await run(id);
    const links = async () => [...(await findRowLinks(world, await rowsOf(world, id))).entries()];
    expect(await links()).toEqual([
      [2, { customerTenantId: tenant, about: 'invitation', number: 1 }],
      [4, { customerTenantId: fabrikam, about: 'invitation', number: 1 }],
    ]);
    await invite(fabrikam, 'link');
    expect((await links()).map(([row]) => row)).toEqual([2]);
    // They are made when they are read: neither the rows nor the head hold one.
    expect(JSON.stringify(world.table.rows())).not.toMatch(/https?:/);
  });
});

describe('the end by the quota of mails', () => {
  const quota = { perMinute: 1, perHour: 2 };
  const minutesUntil = (at: Date | null) =>
    at && Math.floor((at.getTime() - world.clock.now().getTime()) / 60_000);
  const line = (waiting: number): Needs => {
    const state = async () => ({ ...(await world.mailDispatch.state()), quota, waiting, pause: null });
    return { ...world, mailDispatch: { ...world.mailDispatch, state } };
  };

  it('is that of the last mail, behind those that wait already', async () => {
    const needs = line(3);
    const { id } = await accepted(needs, twoByIdOneByDomain);
    const endOf = await importEnds(needs);
    // Six mails, two in each hour and one in each minute of it.
    expect(minutesUntil(endOf(await fileNow(world, id)))).toBe(2 * 60 + 1);
    await run(id);
    expect(minutesUntil(endOf(await fileNow(world, id)))).toBe(2 * 60 + 1);
    world.pass(3 * 60 * 60_000);
    expect((await importEnds(needs))(await fileNow(world, id))).toBeNull();
  });

  it('is told of a file before it is sent, and is none for what sends no mail', async () => {
    const file = fileOf([...twoByIdOneByDomain, `${stranger},,s@stranger.example`]);
    const judged = await judgeImport(world, file);
    expect(minutesUntil(await endOfJudged(line(0), file, judged))).toBe(60);
    const list = readImportList({ customerTenantIds: [tenant] }, 'check');
    expect(await endOfJudged(line(0), list, await judgeImport(world, list))).toBeNull();
    const { file: checked } = await carriedOut('check', [tenant]);
    expect((await importEnds(line(0)))(checked)).toBeNull();
  });
});
