import type { Scheduler } from 'fast-check';
import { AgreementError, type ErrorCode } from '../../shared/domain/errors.ts';
import { append } from '../../shared/domain/customers/history.ts';
import { cancelInvitation } from '../../shared/workflows/invitations/cancelInvitation.ts';
import { checkAgreement } from '../../shared/workflows/checks/checkAgreement.ts';
import { inviteCustomer } from '../../shared/workflows/invitations/inviteCustomer.ts';
import { openInvitation } from '../../shared/workflows/invitations/openInvitation.ts';
import type { Needs } from '../../shared/workflows/ports/ports.ts';
import type { OutgoingMail } from '../../shared/workflows/ports/mailPorts.ts';
import { reconcileAgreements } from '../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { requestCheck } from '../../shared/workflows/checks/requestCheck.ts';
import { resendInvitation } from '../../shared/workflows/invitations/resendInvitation.ts';
import { sendMail } from '../../shared/workflows/reconciliation/sendMail.ts';
import type { Once, Outcome } from '../../shared/domain/caller.ts';
import type { AgreementRecord } from '../../shared/domain/customers/record.ts';
import { createWorld, tenant, type World } from '../fakes/world.ts';
import { silent } from '../bench/reconcile/reconcileWorld.ts';

export const tenants = [tenant, '2f6a9c1e-5bd4-4b0c-9a4e-1c2d3e4f5a6b'] as const;
const mailDeeds = [
  'invite',
  'inviteByLink',
  'resend',
  'cancel',
  'open',
  'mailMessage',
  'mailMessage',
] as const;
const checkDeeds = ['check', 'check', 'accept', 'checkMessage', 'checkMessage'] as const;
const anyTime = ['sweep', 'later', 'muchLater', 'back'] as const;
export type Deed = (typeof mailDeeds | typeof checkDeeds | typeof anyTime)[number];
/** What a script is about: the fewer kinds of deeds, the more often they meet. */
export const themes: readonly (readonly Deed[])[] = [
  [...mailDeeds, ...anyTime],
  [...checkDeeds, 'sweep'],
  [...mailDeeds, ...checkDeeds, ...anyTime],
];
export type Act = { readonly deed: Deed; readonly tenant: number };

/** What becomes of a call: it is lost before or after it took effect, refused for a while, or refused as one too many. */
export const troubles = ['none', 'lostRequest', 'lostReply', 'unavailable', 'throttled'] as const;
export type Trouble = (typeof troubles)[number];
export type Script = {
  readonly acts: readonly Act[];
  /** Of the calls to each side, in their order; there is no trouble behind the last one. */
  readonly mail: readonly Trouble[];
  readonly microsoft: readonly Trouble[];
  readonly storage: readonly Trouble[];
};

/** `newIds`: every attempt to mail has an id of its own. `noEtag`: a commit does not mind what others did. */
export type Variant = 'real' | 'newIds' | 'noEtag';

/** What was to be seen, when everything has come to rest. */
export type Seen = {
  readonly world: World;
  readonly acknowledged: readonly Outcome<AgreementRecord>[];
  /** The recipients of invitations that were acknowledged, and of those that were only asked for. */
  readonly invited: readonly { readonly email: string; readonly isAcknowledged: boolean }[];
  readonly sends: readonly OutgoingMail[];
  readonly accepted: ReadonlySet<string>;
  /** Customers who had accepted before somebody asked for a check and was told that there will be one. */
  readonly promised: ReadonlySet<string>;
  readonly stillDue: number;
};

const by = { kind: 'agent', id: 'a' } as const;
const patience = 3;
const minuteMs = 60_000;
const momentMs = 5_000;
const passesMs = { later: minuteMs, muchLater: 7 * 24 * 60 * minuteMs, back: -10 * minuteMs } as const;

/** Lets everybody act at once, in the order that the scheduler chooses call by call, and then come to rest. */
export async function simulate(scheduler: Scheduler, script: Script, variant: Variant): Promise<Seen> {
  const world = createWorld();
  await addTenant(world);
  const accepted = new Set<string>();
  const promised = new Set<string>();
  const sends: OutgoingMail[] = [];
  const real = withMicrosoft(world, accepted, sends);
  const needs = disturbed(scheduler, variantOf(real, variant), script);
  const acknowledged: Outcome<AgreementRecord>[] = [];
  const invited: { email: string; isAcknowledged: boolean }[] = [];

  const request = async (
    run: (once: Once<AgreementRecord>) => Promise<Outcome<AgreementRecord>>,
    id: string,
  ): Promise<boolean> => {
    const once = { id, fingerprint: id, answer: () => id };
    for (let attempt = 1; attempt <= patience; attempt += 1) {
      try {
        acknowledged.push(await run(once));
        return true;
      } catch (failure) {
        if (!(failure instanceof AgreementError)) throw failure;
        if (!failure.retryable) return false;
      }
    }
    return false;
  };
  const act = async ({ deed, tenant: index }: Act, number: number): Promise<unknown> => {
    const customerTenantId = tenants[index] ?? tenant;
    const on = { customerTenantId, by };
    const id = `key ${String(number)}`;
    await scheduler.schedule(Promise.resolve(), deed);
    const current = () => world.record(customerTenantId).invitation?.number ?? 1;
    switch (deed) {
      case 'invite':
      case 'inviteByLink': {
        const asked = { email: `${String(number)}@tailspin.example`, isAcknowledged: false };
        invited.push(asked);
        const recipient = { firstName: null, lastName: null, email: asked.email, phone: null };
        const delivery = deed === 'invite' ? ('email' as const) : ('link' as const);
        const order = { kind: 'existingCustomer', delivery, recipient, language: null, note: null } as const;
        asked.isAcknowledged = await request(
          (once) => inviteCustomer(needs, { ...on, request: order, once }),
          id,
        );
        return undefined;
      }
      case 'resend':
      case 'cancel': {
        const run = deed === 'resend' ? resendInvitation : cancelInvitation;
        return request((once) => run(needs, { ...on, invitationNumber: current(), once }), id);
      }
      case 'check': {
        const hasAccepted = accepted.has(customerTenantId);
        const isPromised = await request((once) => requestCheck(needs, { ...on, once }), id);
        if (hasAccepted && isPromised) promised.add(customerTenantId);
        return undefined;
      }
      case 'open':
        return openInvitation(needs, { customerTenantId, number: current() }, true);
      case 'accept':
        // Nobody accepts within the moment in which two wishes for a check are one.
        world.pass(momentMs);
        return accepted.add(customerTenantId);
      case 'mailMessage':
        return sendMail(needs, customerTenantId);
      case 'checkMessage':
        return checkAgreement(needs, customerTenantId);
      case 'sweep':
        return reconcileAgreements(needs, { nextRunAt: null, report: () => undefined });
      case 'later':
      case 'muchLater':
      case 'back':
        world.pass(passesMs[deed]);
        return undefined;
    }
  };
  const all = script.acts.map((one, number) =>
    act(one, number).catch((failure: unknown) => {
      // The host tries a message again, and a person asks again; the sweep is there for what both give up.
      if (!(failure instanceof AgreementError)) throw failure;
    }),
  );
  await scheduler.waitFor(Promise.all(all));
  const stillDue = await comeToRest(variantOf(real, variant), world);
  return { world, acknowledged, invited, sends, accepted, promised, stillDue };
}

async function addTenant({ agreements, clock }: World): Promise<void> {
  const named = { companyName: 'Wingtip Toys', domain: 'wingtiptoys.example' };
  const customerTenantId = tenants[1];
  const { record, events } = append(undefined, [{ type: 'customerDiscovered', customerTenantId, ...named }], {
    ...{ at: clock.now(), by: { kind: 'system' } },
  });
  const dueAt = clock.now();
  await agreements.commit({ before: undefined, after: record, events, dueAt, mails: [], receipt: null });
}

/** Microsoft knows who has accepted when it is asked, and the mail service is seen through. */
function withMicrosoft(world: World, accepted: ReadonlySet<string>, sends: OutgoingMail[]): Needs {
  return {
    ...world,
    telemetry: silent,
    partnerCenter: {
      ...world.partnerCenter,
      observe: async (id) => ({
        observation: { kind: 'read', signedDirectly: accepted.has(id), confirmed: [] },
        microsoft: { requestId: 'r', correlationId: 'c' },
      }),
    },
    mailService: {
      send: async (mail) => {
        sends.push(mail);
        await world.mailService.send(mail);
      },
    },
  };
}

function variantOf(needs: Needs, variant: Variant): Needs {
  const { mailService, agreements } = needs;
  let attempts = 0;
  if (variant === 'newIds') {
    const send: Needs['mailService']['send'] = (mail) =>
      mailService.send({ ...mail, operationId: `attempt ${String((attempts += 1))}` });
    return { ...needs, mailService: { ...mailService, send } };
  }
  if (variant === 'real') return needs;
  const commit: Needs['agreements']['commit'] = async (change) => {
    const before = await agreements.find(change.after.customerTenantId);
    return agreements.commit({ ...change, before });
  };
  return { ...needs, agreements: { ...agreements, commit } };
}

/** Every call waits for its turn, and may go wrong before or after it. */
function disturbed(scheduler: Scheduler, needs: Needs, script: Script): Needs {
  const wrap = <Port extends object>(
    port: Port,
    names: readonly string[],
    side: 'mail' | 'microsoft' | 'storage',
  ) => {
    const left = [...script[side]];
    const calls = Object.entries(port).map(([name, call]) => {
      if (!names.includes(name)) return [name, call];
      return [
        name,
        async (...args: unknown[]) => {
          await scheduler.schedule(Promise.resolve(), name);
          const trouble = left.shift() ?? 'none';
          if (trouble !== 'none' && trouble !== 'lostReply') throw failureOf(side, trouble);
          const answer: unknown = await (call as (...given: unknown[]) => unknown)(...args);
          // A slow answer lets others in between.
          await scheduler.schedule(Promise.resolve(), `answer to ${name}`);
          if (trouble === 'lostReply') throw failureOf(side, trouble);
          return answer;
        },
      ];
    });
    return Object.fromEntries(calls) as Port;
  };
  return {
    ...needs,
    agreements: wrap(needs.agreements, ['find', 'commit', 'mail', 'receipt'], 'storage'),
    schedule: wrap(needs.schedule, ['due', 'claim', 'move', 'rescheduleAll'], 'storage'),
    partnerCenter: wrap(needs.partnerCenter, ['observe', 'describe'], 'microsoft'),
    mailService: wrap(needs.mailService, ['send'], 'mail'),
  };
}

const codes = {
  mail: { throttled: 'MAIL_THROTTLED', other: 'MAIL_UNAVAILABLE' },
  microsoft: { throttled: 'PARTNER_CENTER_THROTTLED', other: 'PARTNER_CENTER_UNAVAILABLE' },
  storage: { throttled: 'STORAGE_UNAVAILABLE', other: 'STORAGE_UNAVAILABLE' },
} as const satisfies Record<string, Record<'throttled' | 'other', ErrorCode>>;

function failureOf(side: keyof typeof codes, trouble: Trouble): AgreementError {
  const code = codes[side][trouble === 'throttled' ? 'throttled' : 'other'];
  return new AgreementError(code, 'In trouble.', trouble === 'throttled' ? { retryAfterMs: 1000 } : {});
}

/** Only the sweep is left, and nothing goes wrong any more. Answers how many stay due. */
async function comeToRest(needs: Needs, world: World): Promise<number> {
  let due = 1;
  for (let round = 0; round < 12 && (due > 0 || round < 4); round += 1) {
    world.pass(31 * minuteMs);
    ({ due } = await reconcileAgreements(needs, { nextRunAt: null, report: () => undefined }));
  }
  return due;
}
