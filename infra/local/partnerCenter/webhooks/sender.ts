import { sign, type KeyObject } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Clock } from '../../simulator/clock.ts';
import type { State } from '../state.ts';
import type { Certificates } from './certificates.ts';
import { notificationOf, testNotification, type Notification } from './events.ts';

export type Attempt = {
  readonly at: string;
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly reason: string;
  readonly body: string;
};

export type Delivery = {
  readonly eventName: string;
  readonly url: string;
  readonly attempts: Attempt[];
  isDone: boolean;
};

export type Request = {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
};

export type Sender = {
  readonly deliveries: readonly Delivery[];
  /** Sends what is registered for; nothing without a registration. */
  send(name: string, customerId: string, at: Date): void;
  sendTest(): Delivery;
  /** One attempt, as ordered. */
  post(request: Request): Promise<Attempt>;
  clear(): void;
};

/** Documented: ten attempts, then never again. Their spacing is not: ours is short enough to watch. */
const attempts = 10;
const pauseMs = (attempt: number): number => Math.min(500 * 2 ** attempt, 30_000);
const timeoutMs = 15_000;
const kept = 1000;

/** The header that holds a signature, and those that say how it was made. */
export function signedHeaders(
  body: string,
  { key, inOwnHeader, certificateUrl }: { key: KeyObject; inOwnHeader: boolean; certificateUrl: string },
): Record<string, string> {
  const signature = `Signature ${sign('RSA-SHA256', Buffer.from(body), key).toString('base64')}`;
  return {
    'content-type': 'application/json',
    [inOwnHeader ? 'x-ms-signature' : 'authorization']: signature,
    'x-ms-certificate-url': certificateUrl,
    'x-ms-signature-algorithm': 'rsa-sha256',
  };
}

/** Sends notifications to the registered place, each until it is taken or ten times. */
export function createSender(
  state: State,
  {
    certificates,
    certificateUrl,
    at: wait,
  }: { certificates: () => Promise<Certificates>; certificateUrl: () => string; at: Clock['at'] },
): Sender {
  let deliveries: Delivery[] = [];

  const post = async ({ url, headers, body }: Request): Promise<Attempt> => {
    const at = state.clock().toISOString();
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      const reason = (STATUS_CODES[response.status] ?? String(response.status)).replaceAll(' ', '');
      return { at, status: response.status, reason, body: await response.text() };
    } catch {
      return { at, status: null, reason: 'NoAnswer', body: '' };
    }
  };
  const deliver = (notification: Notification): Delivery => {
    const { webhookUrl: url = '', signatureTokenToMsSignatureHeader: inOwnHeader = false } =
      state.registration ?? {};
    const delivery: Delivery = { eventName: notification.EventName, url, attempts: [], isDone: false };
    deliveries = [...deliveries, delivery].slice(-kept);
    const body = JSON.stringify(notification);
    const attempt = async (): Promise<void> => {
      const { signingKey: key } = await certificates();
      const headers = signedHeaders(body, { key, inOwnHeader, certificateUrl: certificateUrl() });
      const result = await post({ url, headers, body });
      delivery.attempts.push(result);
      const isTaken = result.status !== null && result.status >= 200 && result.status < 300;
      delivery.isDone = isTaken || delivery.attempts.length >= attempts;
      if (!delivery.isDone && deliveries.includes(delivery)) {
        const pause = pauseMs(delivery.attempts.length);
        wait(new Date(state.clock().getTime() + pause), () => void attempt());
      }
    };
    void attempt();
    return delivery;
  };
  return {
    get deliveries() {
      return deliveries;
    },
    send(name, customerId, at) {
      if (!state.registration?.webhookEvents.includes(name)) return;
      deliver(notificationOf(name, state.partner.tenantId, customerId, at));
    },
    sendTest: () => deliver(testNotification(state.clock())),
    post,
    clear: () => void (deliveries = []),
  };
}
