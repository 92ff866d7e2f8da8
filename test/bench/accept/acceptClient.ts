import { Agent, request } from 'node:http';
import { timedPool, type Round } from '../pool.ts';
import { serve } from '../worker.ts';

/** Requests to be sent to the app, so many at a time; each has to be answered with 202. */
export type AcceptRound = {
  readonly url: string;
  readonly token: string;
  readonly tenantIds: readonly string[];
  readonly body: string;
  readonly atOnce: number;
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** A caller of the API in a process of its own. */
serve<AcceptRound, Round>(({ url, token, tenantIds, body, atOnce }) =>
  timedPool(tenantIds, atOnce, async (tenantId) => {
    const { status, text } = await post(`${url}/api/v1/customers/${tenantId}/invitations`, body, {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `bench-${tenantId}`,
    });
    if (status !== 202) throw new Error(`An accept was answered with ${String(status)}: ${text}`);
  }),
);

function post(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => {
        resolve({ status: response.statusCode, text });
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
