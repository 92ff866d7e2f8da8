import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './apiEnv.ts';
import { throttled } from './refusal.ts';
import type { State } from './state.ts';

const windowMs = 60_000;
const byteOrderMark = '\u{feff}';

/** Puts the service's headers on every answer, echoes the caller's ids, and a byte order mark if so set. */
export function headers(state: State): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const requestId = c.req.header('ms-requestid') ?? randomUUID();
    const correlationId = c.req.header('ms-correlationid') ?? randomUUID();
    c.set('correlationId', correlationId);
    await next();
    if (state.settings.bom && c.res.headers.get('content-type')?.startsWith('application/json')) {
      c.res = new Response(byteOrderMark + (await c.res.text()), c.res);
    }
    c.header('MS-RequestId', requestId);
    c.header('MS-CorrelationId', correlationId);
    c.header('MS-CV', c.req.header('ms-cv') ?? `${randomBytes(12).toString('base64')}.0`);
    c.header('MS-ServerId', '030020525');
    c.header('X-Locale', c.req.header('x-locale') ?? 'en-US');
  };
}

/**
 * Slows every call down by the latency set, and refuses those beyond the limit of the last 60 seconds.
 * Refused calls count too (documented), so a caller that does not wait never gets through.
 */
export function throttle(state: State): MiddlewareHandler<ApiEnv> {
  let calls: number[] = [];
  let oldest = 0;
  return async (_, next) => {
    const { limitPerMinute, latencyMs } = state.settings;
    if (latencyMs > 0) await sleep(latencyMs);
    if (limitPerMinute !== null) {
      const now = state.clock().getTime();
      while ((calls[oldest] ?? now) <= now - windowMs) oldest += 1;
      if (oldest > 1000) [calls, oldest] = [calls.slice(oldest), 0];
      calls.push(now);
      if (calls.length - oldest > limitPerMinute) {
        // Room is there again when all but `limitPerMinute - 1` of the calls so far are a minute old.
        const lastInTheWay = calls[calls.length - limitPerMinute] ?? now;
        throw throttled(Math.max(1, Math.ceil((lastInTheWay + windowMs - now) / 1000)));
      }
    }
    await next();
  };
}

const keptReplies = 20_000;

type Reply = { status: number; contentType: string; text: string };

/**
 * Answers a POST that repeats an MS-RequestId with what the first one got (documented), also while the first
 * one is still running. Answers the caller may expect to change (401, 403, 429, 5xx) are not kept.
 */
export function replay(): { handle: MiddlewareHandler<ApiEnv>; clear(): void } {
  const replies = new Map<string, Promise<Reply | undefined>>();
  return {
    clear: () => {
      replies.clear();
    },
    async handle(c, next) {
      const requestId = c.req.header('ms-requestid');
      if (c.req.method !== 'POST' || !requestId) {
        await next();
        return undefined;
      }
      const key = `${c.req.path} ${requestId.toLowerCase()}`;
      const earlier = await replies.get(key);
      if (earlier) {
        return new Response(earlier.text, {
          status: earlier.status,
          headers: { 'content-type': earlier.contentType },
        });
      }
      let resolve: (reply: Reply | undefined) => void = () => undefined;
      replies.set(key, new Promise((done) => (resolve = done)));
      await next();
      const { status } = c.res;
      if ([401, 403, 429].includes(status) || status >= 500) {
        replies.delete(key);
        resolve(undefined);
        return undefined;
      }
      const contentType = c.res.headers.get('content-type') ?? 'application/json';
      resolve({ status, contentType, text: await c.res.clone().text() });
      for (const oldest of replies.keys()) {
        if (replies.size <= keptReplies) break;
        replies.delete(oldest);
      }
      return undefined;
    },
  };
}
