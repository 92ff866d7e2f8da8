import { applyEvent } from '../../shared/domain/customers/events.ts';
import type { AgreementRecord, Status } from '../../shared/domain/customers/record.ts';
import { fromJson } from '../../shared/adapters/storage/kit/json.ts';
import { findBreaches, type Dump } from '../shared/adapters/storage/invariants.ts';
import { personal, recipientOf, type Wish } from './wishes.ts';
import type { AgreementEvent } from '../../shared/domain/customers/agreementEvent.ts';

/** A mail as the mail service captured it. */
export type CapturedMail = {
  readonly operationId: string;
  readonly differentBodies: number;
  readonly deliveries: readonly { readonly recipient: string }[];
};

/** All there is to see when everything has come to rest. */
export type Evidence = {
  readonly dump: Dump;
  readonly wishes: readonly Wish[];
  readonly mails: readonly CapturedMail[];
  /** Tenant ids of the customers at Partner Center. */
  readonly customers: readonly string[];
  /** When Partner Center was called, and how often it may be called in a minute. */
  readonly calls: readonly Date[];
  readonly limitPerMinute: number;
  readonly poisoned: number;
  readonly logs: readonly string[];
};

type History = {
  readonly tenantId: string;
  readonly events: AgreementEvent[];
  readonly record: AgreementRecord;
};
type Happened = AgreementEvent['what'];

/** Where a status may lead, whatever the code thinks of it. */
const ways: Readonly<Record<Status, readonly Status[]>> = {
  unknown: ['required', 'invited', 'accepted', 'reacceptanceRequired'],
  required: ['unknown', 'invited', 'accepted', 'reacceptanceRequired'],
  invited: ['undeliverable', 'expired', 'accepted', 'required', 'unknown', 'reacceptanceRequired'],
  undeliverable: ['invited', 'accepted', 'required', 'unknown', 'reacceptanceRequired'],
  expired: ['invited', 'accepted', 'required', 'unknown', 'reacceptanceRequired'],
  attesting: [],
  // Nobody takes an acceptance back here, and no failed read may.
  accepted: [],
  reacceptanceRequired: ['invited', 'accepted', 'unknown'],
  failed: [],
};
const overAfterAcceptance = [
  'invitationCreated',
  'invitationResent',
  'invitationCancelled',
  'invitationExpired',
];

/**
 * The invariants I1 to I10 of a service that loses nothing and does nothing twice, each breach a sentence.
 * That a replay of all messages changes nothing (I12) is for the caller to see.
 */
export function findViolations(evidence: Evidence): string[] {
  const shards = evidence.dump.due.filter(({ partitionKey }) => /^[0-9a-f]$/.test(partitionKey ?? ''));
  const histories = historiesOf(evidence.dump);
  return [
    ...findBreaches({ ...evidence.dump, due: shards }).map((breach) => `I4 I6 I7 ${breach}`),
    ...evidence.customers
      .filter((id) => !histories.some(({ tenantId }) => tenantId === id))
      .map((id) => `I1 ${id}: a customer of Partner Center without a record`),
    ...evidence.wishes.flatMap((wish) => findLost(wish, histories)),
    ...histories.flatMap(findRestless),
    ...histories.flatMap((history) => findWrongMails(history, evidence)),
    ...findStrayMails(histories, evidence),
    ...histories.flatMap(findWrongWays),
    ...findBursts(evidence),
    ...(evidence.poisoned > 0 ? [`I10 ${String(evidence.poisoned)} poisoned messages`] : []),
    ...evidence.logs.filter((line) => personal.test(line)).map((line) => `I11 a log tells: ${line}`),
  ];
}

function historiesOf({ customers }: Dump): History[] {
  return customers
    .filter(({ rowKey }) => rowKey === 'rec')
    .map(({ partitionKey: tenantId = '', json }) => ({
      tenantId,
      record: fromJson(String(json)) as AgreementRecord,
      events: customers
        .filter((row) => row.partitionKey === tenantId && row.rowKey?.startsWith('evt|'))
        .map((row) => fromJson(String(row['json'])) as AgreementEvent),
    }));
}

/** I1: what was acknowledged has happened, and nothing that was asked once happened twice. */
function findLost({ kind, tenantId, key, answer }: Wish, histories: readonly History[]): string[] {
  const events = histories.find((history) => history.tenantId === tenantId)?.events ?? [];
  const isAcknowledged = answer?.status === 202;
  const lost = isAcknowledged && (answer.version ?? 0) > events.length;
  const breach = (what: string) => [`I1 ${tenantId} ${key}: ${what}`];
  if (lost) return breach('acknowledged a version that is not there');
  if (kind !== 'invite' && kind !== 'inviteByLink') return [];
  const made = events.filter(({ what }) => isFor(what, key)).length;
  if (made > 1) return breach(`${String(made)} invitations for one request`);
  return isAcknowledged && made === 0 ? breach('an acknowledged invitation is not there') : [];
}

function isFor(what: Happened, key: string): boolean {
  return what.type === 'invitationCreated' && what.recipient.email === recipientOf(key);
}

/** I2: nothing waits that nobody comes back to. */
function findRestless({ tenantId, record }: History): string[] {
  return [
    ...(record.mails.length > 0 ? [`I2 ${tenantId}: a mail still waits`] : []),
    ...(record.checkRequestedAt ? [`I2 ${tenantId}: a check still waits`] : []),
  ];
}

/** I3: what was noted as sent was sent; what was not sent was not wanted any more. */
function findWrongMails({ tenantId, events }: History, { mails }: Evidence): string[] {
  const captured = new Set(mails.map(({ operationId }) => operationId));
  return events.flatMap(({ what }, index) => {
    if (isSending(what)) {
      return captured.has(what.operationId) ? [] : [`I3 ${tenantId}: noted as sent, but nobody got it`];
    }
    const operationId = mailOf(what);
    if (operationId === null) return [];
    const later = events.slice(index + 1).map((event) => event.what);
    const isSent = later.some((one) => isSending(one) && one.operationId === operationId);
    const isOver = later.some(ends);
    return isSent || isOver ? [] : [`I3 ${tenantId}: a wanted mail was not sent`];
  });
}

type Sending = Extract<Happened, { type: 'invitationSent' | 'reminderSent' | 'noticeSent' }>;

function isSending(what: Happened): what is Sending {
  return ['invitationSent', 'reminderSent', 'noticeSent'].includes(what.type);
}

/** Whom the local environment tells (NOTICE_EMAIL). */
const agents = 'agents@fabrikam.example';

function mailOf(what: Happened): string | null {
  switch (what.type) {
    case 'invitationCreated':
    case 'invitationResent':
    case 'reminderRequested':
    case 'noticeRequested':
      return what.operationId;
    default:
      return null;
  }
}

function ends(what: Happened): boolean {
  if (what.type === 'standingChecked') return what.standing.kind === 'accepted';
  return [...overAfterAcceptance, 'invitationUndeliverable'].includes(what.type);
}

/** I3: one mail for each that was asked for, always with the same bytes. */
function findStrayMails(histories: readonly History[], { mails }: Evidence): string[] {
  const asked = new Map<string, string>();
  for (const { events } of histories) {
    let recipient = '';
    for (const { what } of events) {
      if (what.type === 'invitationCreated') recipient = what.recipient.email;
      const operationId = mailOf(what);
      const isForAgents = what.type === 'noticeRequested' && what.audience === 'agent';
      if (operationId) asked.set(operationId, isForAgents ? agents : recipient);
    }
  }
  const perRecipient = byRecipient(mails);
  const wanted = [...asked.values()];
  return [
    ...[...perRecipient].flatMap(([recipient, got]) => {
      const most = wanted.filter((one) => one === recipient).length;
      return got.length > most ? [`I3 ${recipient}: ${String(got.length)} mails for ${String(most)}`] : [];
    }),
    ...mails.flatMap(({ operationId, differentBodies }) => [
      ...(asked.has(operationId) ? [] : [`I3 ${operationId}: a mail nobody asked for`]),
      ...(differentBodies > 0 ? [`I3 ${operationId}: sent again with other bytes`] : []),
    ]),
  ];
}

function byRecipient(mails: readonly CapturedMail[]): Map<string, CapturedMail[]> {
  const found = new Map<string, CapturedMail[]>();
  for (const mail of mails) {
    const recipient = mail.deliveries[0]?.recipient ?? '';
    found.set(recipient, [...(found.get(recipient) ?? []), mail]);
  }
  return found;
}

/** I5 and I8: each step follows the graph of states, and nothing comes after an acceptance. */
function findWrongWays({ tenantId, events }: History): string[] {
  let record: AgreementRecord | undefined;
  return events.flatMap((event) => {
    const before = record?.status;
    record = applyEvent(record, event);
    const { status } = record;
    if (before === 'accepted' && overAfterAcceptance.includes(event.what.type)) {
      return [`I8 ${tenantId}: ${event.what.type} after the acceptance`];
    }
    const isWay = before === undefined || before === status || ways[before].includes(status);
    return isWay ? [] : [`I5 ${tenantId}: from ${before} to ${status}`];
  });
}

/** I9: no minute has more calls than the limit. */
function findBursts({ calls, limitPerMinute }: Evidence): string[] {
  const times = calls.map((at) => at.getTime()).sort((a, b) => a - b);
  const tooMany = times.findIndex((at, index) => at - (times[index - limitPerMinute] ?? -Infinity) < 60_000);
  return tooMany < 0 ? [] : [`I9 more than ${String(limitPerMinute)} calls in a minute`];
}
