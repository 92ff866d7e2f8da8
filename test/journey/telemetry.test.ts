import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/local/apiClient.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { queues } from '../../shared/queues.ts';

const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
type Logged = { method: string; path: string; headers: Record<string, string>; body: string };

const printed: string[] = [];
let environment: Environment;
beforeAll(async () => {
  environment = await startEnvironment({
    portBase: await findFreePortBase(),
    settings: {
      // Nothing but the queue messages may do the work, and timers run often enough to watch them.
      RECONCILE_SCHEDULE: '0 0 0 1 1 *',
      MEASURE_SCHEDULE: '* * * * * *',
      TOKEN_REFRESH_SCHEDULE: '*/2 * * * * *',
    },
    log: (line) => void printed.push(line),
  });
});
afterAll(() => environment.stop());

async function requestsTo(service: 'entra' | 'mail' | 'partnerCenter'): Promise<Logged[]> {
  const answer = await fetch(`${environment.urls[service]}/_control/requests`);
  return ((await answer.json()) as { items: Logged[] }).items;
}

/** The requests of one trace, once there are any. */
const requestsOf = (service: 'mail' | 'partnerCenter', trace: string): Promise<Logged[]> =>
  waitFor(`a request to ${service} of the trace`, async () => {
    const found = (await requestsTo(service)).filter(({ headers }) =>
      headers['traceparent']?.includes(trace),
    );
    return found.length > 0 ? found : undefined;
  });

describe('one trace', () => {
  it('leads from the request through the queue to the mail', async () => {
    const trace = '1'.repeat(32);
    const agent = await createApiClient(environment.urls);
    const recipient = { firstName: 'Tania', lastName: 'Carr', email: 'tania.carr@tailspintoys.example' };
    const invitation = { kind: 'existingCustomer', recipient, delivery: 'email' };
    const headers = { traceparent: `00-${trace}-b7ad6b7169203331-01` };
    const { status } = await agent.post(`/customers/${tenant}/invitations`, invitation, headers);
    expect(status).toBe(202);
    const [mail, ...more] = await requestsOf('mail', trace);
    expect([mail?.method, mail?.path, more]).toEqual(['POST', '/emails:send', []]);
    expect(mail?.body).toContain(recipient.email);
    await waitFor('the log of the work', async () =>
      printed.find((line) => line.includes('"function":"sendMail"') && line.includes(`"trace":"${trace}"`)),
    );
  });

  it('leads from the wish for a check to the questions at Partner Center, and not to other checks', async () => {
    const trace = '2'.repeat(32);
    const agent = await createApiClient(environment.urls);
    const headers = { traceparent: `00-${trace}-b7ad6b7169203331-01` };
    expect((await agent.post(`/customers/${tenant}/checks`, undefined, headers)).status).toBe(202);
    const asked = await requestsOf('partnerCenter', trace);
    expect(asked.every(({ path }) => path.startsWith(`/v1/customers/${tenant}`))).toBe(true);
    expect(new Set(asked.map(({ headers: { traceparent } }) => traceparent)).size).toBe(1);
  });
});

describe('timers', () => {
  const metricsOf = (name: string) =>
    printed.flatMap((line) => {
      const [json] = /\{"metric":.*\}/.exec(line) ?? [];
      const parsed = json
        ? (JSON.parse(json) as { metric: string; queue?: string; value: number })
        : undefined;
      return parsed?.metric === name ? [parsed] : [];
    });

  it('measure every queue in lines that alerts can read', async () => {
    for (const metric of ['queue.depth', 'queue.poison.depth', 'queue.oldest.age.seconds']) {
      const seen = await waitFor(metric, async () => {
        const measured = new Set(metricsOf(metric).map(({ queue }) => queue));
        return measured.size === Object.values(queues).length ? measured : undefined;
      });
      expect([...seen].sort()).toEqual(Object.values(queues).sort());
    }
  });

  it('replace the refresh token, run for run from the last one, and measure its life', async () => {
    const redeemed = await waitFor('two rotations', async () => {
      const forms = (await requestsTo('entra')).map(({ body }) => new URLSearchParams(body));
      const tokens = new Set(forms.flatMap((form) => form.get('refresh_token') ?? []));
      return tokens.size >= 3 ? tokens : undefined;
    });
    expect(redeemed).toContain(environment.settings['PARTNER_CENTER_REFRESH_TOKEN']);
    const [first] = await waitFor('the life of the token', async () => {
      const measured = metricsOf('partnerCenter.refreshToken.daysLeft');
      return measured.length > 0 ? measured : undefined;
    });
    expect(first?.value).toBeGreaterThanOrEqual(89);
    expect([...redeemed].filter((token) => printed.join().includes(token))).toEqual([]);
  });
});
