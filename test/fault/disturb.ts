import type { FaultWorld, Sent } from './faultWorld.ts';
import type { Verdict } from './proxies/httpProxy.ts';
import { pretendedReceipt } from './proxies/queueProxy.ts';

/** A wake-up call as it was put into its queue. */
export type Message = { readonly queue: string; readonly text: string };

/** Numbers from 0 to below 1. */
export type Random = () => number;

/** The same seed gives the same numbers (mulberry32, public domain). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where each of the services is shaken, in shares of its requests. */
const shares = {
  table: { refuse: 0.03, loseRequest: 0.02, loseReply: 0.03 },
  queue: { refuse: 0.02, loseRequest: 0.01, loseReply: 0.03 },
  partnerCenter: { refuse: 0.03, loseRequest: 0.03, loseReply: 0.05 },
  mail: { refuse: 0.05, loseRequest: 0.05, loseReply: 0.15 },
} as const;
/** Of the calls to Partner Center, those that are too many, and how long everybody is asked to wait. */
const throttled = 0.01;
const retryAfterSeconds = 8;
/** Of the commits of a record, those that somebody else comes before. */
const conflicts = 0.05;

/** Breaks requests, doubles, delays and drops messages, and lets commits meet others, all by chance. */
export function createDisturbance(
  world: FaultWorld,
  random: Random,
): { readonly messages: Message[]; disturb(sent: Sent): Promise<Verdict> } {
  const messages: Message[] = [];
  return {
    messages,
    async disturb(sent) {
      const { service, method, url, body } = sent;
      const message = service === 'queue' && method === 'POST' ? messageIn(url, body) : undefined;
      if (message) {
        messages.push(message);
        await scatter(world, random, message);
        return {
          answer: { status: 201, headers: { 'content-type': 'application/xml' }, body: pretendedReceipt },
        };
      }
      if (service === 'table' && body.includes('/Customers') && random() < conflicts)
        await interfere(world, body);
      if (service === 'partnerCenter' && random() < throttled) return { answer: tooMany };
      const { refuse, loseRequest, loseReply } = shares[service];
      const chance = random();
      if (chance < refuse) return 'refuse';
      if (chance < refuse + loseRequest) return 'loseRequest';
      return chance < refuse + loseRequest + loseReply ? 'loseReply' : 'pass';
    },
  };
}

/** As the gateway answers (documented). */
const tooMany = {
  status: 429,
  headers: { 'content-type': 'application/json', 'retry-after': String(retryAfterSeconds) },
  body: JSON.stringify({ statusCode: 429, message: 'Rate limit is exceeded.' }),
};

function messageIn(url: string, body: string): Message | undefined {
  const queue = /\/([^/]+)\/messages/.exec(url)?.[1];
  const text = /<MessageText>([^<]*)</.exec(body)?.[1];
  return queue && text ? { queue, text } : undefined;
}

/** None to three copies, each hidden for up to two seconds, so that they come in any order. */
async function scatter({ queues }: FaultWorld, random: Random, { queue, text }: Message): Promise<void> {
  const copies = [0, 1, 1, 1, 2, 3][Math.floor(random() * 6)] ?? 1;
  for (let copy = 0; copy < copies; copy += 1) {
    const visibilityTimeout = Math.floor(random() * 3);
    await queues.getQueueClient(queue).sendMessage(text, { visibilityTimeout });
  }
}

/** Gives the record a new etag, as a commit of somebody else does. */
async function interfere({ tables }: FaultWorld, body: string): Promise<void> {
  const partitionKey = /\/Customers\(PartitionKey=(?:%27|')([0-9a-f-]{36})/.exec(body)?.[1];
  if (!partitionKey) return;
  await tables.customers.updateEntity({ partitionKey, rowKey: 'rec' }, 'Merge').catch(() => undefined);
}

/** What makes the app behind it naive: a new operation id for every attempt, and no etag that would stop anybody. */
export function makeNaive(sent: Sent): Verdict {
  const { service, method, headers, body } = sent;
  if (service === 'mail' && method === 'POST') {
    return { instead: { headers: { ...headers, 'operation-id': crypto.randomUUID() }, body } };
  }
  if (service !== 'table' || method === 'GET') return 'pass';
  const blunt = body.replace(/^If-Match: .*$/gim, 'If-Match: *\r').replace(/\r\r$/gm, '\r');
  const { 'content-length': _length, ...kept } = headers;
  const anyone = headers['if-match'] === undefined ? {} : { 'if-match': '*' };
  const length = String(Buffer.byteLength(blunt));
  return { instead: { headers: { ...kept, ...anyone, 'content-length': length }, body: blunt } };
}
