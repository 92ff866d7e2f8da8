import type { Sent } from '../faultWorld.ts';

/** A place in an operation where its process ends: before a request is made, or when its answer is there. */
export type KillPoint = {
  readonly operation: 'invite' | 'sendMail' | 'checkAgreement' | 'reconcileAgreements' | 'discoverCustomers';
  readonly point: 'after claim' | 'after call' | 'after commit' | 'before delete';
  readonly when: 'before' | 'after';
  matches(sent: Sent): boolean;
  /** What the answer must hold; anything when absent. */
  readonly answer?: RegExp;
};

type Parts = Pick<KillPoint, 'when'> & { readonly request: Partial<Record<'service' | 'method', string>> } & {
  readonly url?: RegExp;
  readonly body?: RegExp;
  readonly answer?: RegExp;
};

const receive = (queue: string): Parts => ({
  ...{ when: 'after', request: { service: 'queue', method: 'GET' } },
  ...{ url: new RegExp(`/${queue}/messages\\?`), answer: /<MessageText>/ },
});
const done = (queue: string): Parts => ({
  ...{ when: 'before', request: { service: 'queue', method: 'DELETE' } },
  url: new RegExp(`/${queue}/messages/`),
});
const committed = (event: string): Parts => ({
  ...{ when: 'after', request: { service: 'table', method: 'POST' } },
  ...{ url: /\$batch/, body: new RegExp(event) },
});
const asked = (path: string): Parts => ({
  ...{ when: 'after', request: { service: 'partnerCenter', method: 'GET' }, url: new RegExp(path) },
});
const read = (row: string, answer?: RegExp): Parts => ({
  ...{ when: 'after', request: { service: 'table', method: 'GET' }, url: new RegExp(row) },
  ...(answer && { answer }),
});
const written = (row: string): Parts => ({
  ...{ when: 'before', request: { service: 'table' }, url: new RegExp(row) },
});
const row = (partition: string, key: string) =>
  `Due\\(PartitionKey=(%27|')${partition}(%27|'),RowKey=(%27|')${key}(%27|')\\)`;

const points: Readonly<Record<KillPoint['operation'], Readonly<Record<KillPoint['point'], Parts>>>> = {
  /** A request has no message: its claim is the record it read, its call the note of what it is about to do. */
  invite: {
    'after claim': read(`Customers\\(.*rec`, /"version"/),
    'after call': { when: 'after', request: { service: 'table', method: 'POST' }, url: /\/Due(\?|$)/ },
    'after commit': committed('invitationCreated'),
    'before delete': { when: 'before', request: { service: 'queue', method: 'POST' } },
  },
  sendMail: {
    'after claim': receive('agreement-mails'),
    'after call': { when: 'after', request: { service: 'mail', method: 'POST' } },
    'after commit': committed('invitationSent'),
    'before delete': done('agreement-mails'),
  },
  checkAgreement: {
    'after claim': receive('agreement-checks'),
    'after call': asked('/v1/customers/.+'),
    'after commit': committed('standingChecked'),
    'before delete': done('agreement-checks'),
  },
  reconcileAgreements: {
    'after claim': read('Due\\(\\)', /Z\|/),
    'after call': asked('/v1/customers/.+'),
    'after commit': committed('standingChecked'),
    // The run is kept together with what it leaves to the next one.
    'before delete': {
      ...{ when: 'before', request: { service: 'table', method: 'POST' } },
      ...{ url: /\$batch/, body: new RegExp(row('run', 'last')) },
    },
  },
  discoverCustomers: {
    'after claim': read(row('run', 'discovery')),
    'after call': asked('/v1/customers(\\?|$)'),
    'after commit': committed('customerDiscovered'),
    'before delete': written(row('run', 'discovery')),
  },
};

/** Every named point of every operation. */
export const killPoints: readonly KillPoint[] = Object.entries(points).flatMap(([operation, named]) =>
  Object.entries(named).map(([point, parts]) => ({
    operation: operation as KillPoint['operation'],
    point: point as KillPoint['point'],
    when: parts.when,
    matches: (sent) => fits(parts, sent),
    ...(parts.answer && { answer: parts.answer }),
  })),
);

function fits({ request, url, body }: Parts, sent: Sent): boolean {
  return (
    (request.service === undefined || request.service === sent.service) &&
    (request.method === undefined || request.method === sent.method) &&
    (request.method !== undefined || sent.method !== 'GET') &&
    (url?.test(sent.url) ?? true) &&
    (body?.test(sent.body) ?? true)
  );
}
