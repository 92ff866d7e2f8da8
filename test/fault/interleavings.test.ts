import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEvent, fold } from '../../shared/domain/customers/events.ts';
import { canonicalJson, findBreak } from '../../shared/domain/chain.ts';
import type { AgreementRecord } from '../../shared/domain/customers/record.ts';
import { themes, simulate, tenants, troubles, type Script, type Seen, type Variant } from './simulate.ts';
import type { AgreementEvent } from '../../shared/domain/customers/agreementEvent.ts';

/** `FAULT_RUNS` counts the slow runs against storage; of these there are many more in the same time. */
const runs = Number(process.env['FAULT_RUNS'] ?? 12) * 250;

const trouble = fc.array(fc.constantFrom(...troubles), { maxLength: 6 });
const script: fc.Arbitrary<Script> = fc.constantFrom(...themes).chain((deeds) =>
  fc.record({
    acts: fc.array(fc.record({ deed: fc.constantFrom(...deeds), tenant: fc.constantFrom(0, 0, 1) }), {
      minLength: 1,
      maxLength: 9,
    }),
    mail: trouble,
    microsoft: trouble,
    storage: fc.array(
      fc.oneof({ weight: 4, arbitrary: fc.constant('none' as const) }, fc.constantFrom(...troubles)),
      { maxLength: 20 },
    ),
  }),
);

function property(variant: Variant) {
  return fc.asyncProperty(fc.scheduler(), script, async (scheduler, given) => {
    const wrong = await findWrongs(await simulate(scheduler, given, variant));
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  });
}

test(
  'whatever order sweep, workers and requests take, nothing is lost, doubled or taken back',
  () => fc.assert(property('real'), { numRuns: runs }),
  300_000 + runs * 50,
);

test.each(['newIds', 'noEtag'] as const)('the same search fails the naive variant %s', async (variant) => {
  const { failed } = await fc.check(property(variant), { numRuns: 2_000, endOnFailure: true });
  expect(failed).toBe(true);
});

async function findWrongs(seen: Seen): Promise<string[]> {
  const { world, acknowledged, invited, sends, accepted, promised, stillDue } = seen;
  const wrong: string[] = [];
  const histories = await Promise.all(tenants.map((id) => world.agreements.history(id, 1, 1_000)));
  const events = histories.flat();
  const expectThat = (holds: boolean, sentence: string) => void (holds || wrong.push(sentence));

  expectThat(stillDue === 0, `${String(stillDue)} stay due`);
  const ids = events.map(({ what }) => ('operationId' in what ? what.operationId : null));
  const bytes = new Map<string, string>();
  for (const mail of sends) {
    const same = bytes.get(mail.operationId) ?? JSON.stringify(mail);
    bytes.set(mail.operationId, same);
    expectThat(same === JSON.stringify(mail), 'one id, two contents');
    expectThat(ids.includes(mail.operationId), 'a mail nobody asked for');
  }
  for (const { what } of events) {
    if (what.type !== 'invitationSent') continue;
    const taken = world.outbox.filter(({ operationId }) => operationId === what.operationId);
    expectThat(taken.length === 1, `a mail noted as sent was taken ${String(taken.length)} times`);
  }
  for (const outcome of acknowledged) {
    if (outcome.kind === 'replayed') continue;
    const { customerTenantId, version, headHash } = outcome.record;
    const event = histories[tenants.findIndex((id) => id === customerTenantId)]?.[version - 1];
    expectThat(event?.hash === headHash, 'an acknowledged event is lost');
  }
  for (const { email, isAcknowledged } of invited) {
    const made = events.filter(
      ({ what }) => what.type === 'invitationCreated' && what.recipient.email === email,
    );
    expectThat(made.length <= 1, 'one request, two invitations');
    expectThat(made.length === 1 || !isAcknowledged, 'an acknowledged invitation is lost');
  }
  for (const [index, history] of histories.entries()) {
    const id = tenants[index] ?? '';
    const record = world.record(id);
    expectThat(findBreak(history) === null, 'the history has a break');
    expectThat(
      canonicalJson(fold(history)) === canonicalJson(record),
      'the record is not the fold of its events',
    );
    expectThat(record.mails.length === 0, 'a mail still waits');
    expectThat(!record.checkRequestedAt, 'a check is lost');
    expectThat(!isTakenBack(history), 'an acceptance was taken back');
    expectThat(record.standing.kind === 'accepted' || !promised.has(id), 'a promised check looked too early');
    expectThat(record.standing.kind !== 'accepted' || accepted.has(id), 'an acceptance was made up');
  }
  return wrong;
}

function isTakenBack(history: readonly AgreementEvent[]): boolean {
  let record: AgreementRecord | undefined;
  return history.some((event) => {
    const wasAccepted = record?.standing.kind === 'accepted';
    record = applyEvent(record, event);
    return wasAccepted && record.standing.kind !== 'accepted';
  });
}
