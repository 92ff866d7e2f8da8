import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { SimulatorEnv } from '../simulator/simulator.ts';

/** The time of the whole environment, and how it is moved. */
export type Travel = {
  now(): Date;
  /** Moves it on; resolves when all that fell due was done. */
  advance(ms: number): Promise<void>;
};

const unitMs = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 };
const maxDays = 400;

const order = z.strictObject({ advance: z.string() });

/** Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds; undefined for any other text. */
export function parseDuration(text: string): number | undefined {
  const weeks = /^P(\d+)W$/.exec(text)?.[1];
  if (weeks !== undefined) return Number(weeks) * 7 * unitMs.D;
  const found = /^P(?!$)(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!found) return undefined;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = found;
  return (
    Number(days) * unitMs.D +
    Number(hours) * unitMs.H +
    Number(minutes) * unitMs.M +
    Number(seconds) * unitMs.S
  );
}

/** `GET` and `POST /clock`: tells the time of the environment, and moves it. A form of a page is answered with the way back. */
export function clockControl(travel: Travel): Hono<SimulatorEnv> {
  const answer = (c: Context) => c.json({ now: travel.now().toISOString() });
  return new Hono<SimulatorEnv>().get('/clock', answer).post('/clock', async (c) => {
    // A page of another site must not move it.
    if (c.req.header('sec-fetch-site') === 'cross-site')
      return c.json({ error: 'not from another site' }, 403);
    const isForm = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
    const { advance } = order.parse(isForm ? await c.req.parseBody() : await c.req.json());
    const ms = parseDuration(advance);
    if (!ms || ms > maxDays * unitMs.D) {
      const error = `advance has to be an ISO 8601 duration like PT1H or P3D, of at most ${String(maxDays)} days`;
      return c.json({ error }, 400);
    }
    try {
      await travel.advance(ms);
    } catch (failure) {
      return c.json({ error: failure instanceof Error ? failure.message : String(failure) }, 409);
    }
    return isForm ? c.redirect(c.req.header('referer') ?? '/', 303) : answer(c);
  });
}
