import { setTimeout as sleep } from 'node:timers/promises';
import type { DequeuedMessageItem } from '@azure/storage-queue';
import type { AppFunction } from '../app/coreModule.ts';
import type { QueueRules } from '../hostJson.ts';
import type { Invoke } from '../invoke.ts';
import type { Listener } from '../listener.ts';
import { describeError, nameError, type HostLog } from '../log.ts';
import { pollDelayMs } from './pollDelay.ts';
import { hasStatus, type QueueClients } from './queueClients.ts';
import { leaseSeconds, processMessage } from './queueMessage.ts';

/** Between two looks whether a queue is quiet. */
const settleMs = 5;

export type QueueListener = Listener & {
  /** The queue's address: what tells one queue from another. */
  queueUrl: string;
  /** Reads the queue now instead of after the pause: something was put into it. */
  wake(): void;
  /** Waits until a read that begins now or later finds nothing, and nothing runs. Says whether anything came. */
  settle(): Promise<boolean>;
};

/** Reads a storage queue and runs the function for each message, until it is stopped. */
export function listenToQueue(options: {
  target: AppFunction;
  queueName: string;
  connection: string | undefined;
  clients: QueueClients;
  rules: QueueRules;
  invoke: Invoke;
  ended: AbortSignal;
  log: HostLog;
}): QueueListener {
  const { target, connection, clients, rules, log } = options;
  const queue = clients(options.queueName, connection);
  const isPoisonQueue = queue.name.endsWith('-poison');
  const poisonQueue = isPoisonQueue ? undefined : clients(`${queue.name}-poison`, connection);
  const needs = { ...options, queue, poisonQueue };
  const running = new Set<Promise<void>>();
  const stopped = new AbortController();
  const isStopping = () => stopped.signal.aborted;
  let isReachable = true;
  let reads = 0;
  let emptyRead = 0;
  let received = 0;
  let wake = () => {};

  const receive = async (): Promise<DequeuedMessageItem[]> => {
    try {
      const numberOfMessages = rules.batchSize;
      // Never aborted: a read that storage has already done would hide its messages for ten minutes.
      const received = await queue.receiveMessages({ numberOfMessages, visibilityTimeout: leaseSeconds });
      isReachable = true;
      return received.receivedMessageItems;
    } catch (error) {
      // A queue that does not exist yet is an empty one.
      if (!hasStatus(error, 404) && isReachable) {
        isReachable = false;
        log({ level: 'warning', source: 'host', message: `queue ${queue.name}: ${nameError(error)}` });
      }
      return [];
    }
  };

  const start = (message: DequeuedMessageItem) => {
    const run = processMessage(needs, message)
      .catch((error: unknown) => {
        const text = `a message of ${queue.name} was not settled: ${describeError(error)}`;
        log({ level: 'error', source: 'host', functionName: target.name, message: text });
      })
      .finally(() => running.delete(run));
    running.add(run);
  };

  const pause = (delayMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const poll = async () => {
    let emptyReads = 0;
    while (!isStopping()) {
      const read = (reads += 1);
      const messages = await receive();
      received += messages.length;
      messages.forEach(start);
      if (messages.length === 0) {
        emptyReads++;
        emptyRead = read;
        if (!isStopping()) await pause(pollDelayMs(emptyReads, rules.maxPollingIntervalMs, Math.random));
      } else {
        emptyReads = 0;
        while (running.size > rules.newBatchThreshold && !isStopping()) await Promise.race(running);
      }
    }
    await Promise.all(running);
  };

  const polling = poll();
  return {
    queueUrl: queue.url,
    wake: () => wake(),
    async settle() {
      const before = received;
      // A read that is under way may have begun before the clock was moved.
      for (let from = reads + 1; !isStopping() && (emptyRead < from || running.size > 0);) {
        await Promise.all(running);
        if (emptyRead >= from) from = reads + 1;
        wake();
        await sleep(settleMs);
      }
      return received > before;
    },
    stop: () => {
      stopped.abort();
      wake();
      return polling;
    },
  };
}
