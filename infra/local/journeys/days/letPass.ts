import { expectEqual, member } from '../expect.ts';
import type { Stage } from '../journey.ts';

/** Lets time pass in the whole environment, by an ISO 8601 duration; answers the time after it. */
export async function letPass({ entra }: Stage['urls'], advance: string): Promise<Date> {
  const answer = await fetch(`${entra}/_control/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance }),
  });
  const body: unknown = await answer.json();
  expectEqual(`the clock moves (${JSON.stringify(body)})`, answer.status, 200);
  return new Date(String(member(body, 'now')));
}

/** The time of the environment. */
export async function timeIn({ entra }: Pick<Stage['urls'], 'entra'>): Promise<Date> {
  return new Date(String(member(await (await fetch(`${entra}/_control/clock`)).json(), 'now')));
}
