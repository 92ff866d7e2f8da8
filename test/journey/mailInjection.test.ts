import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient, type ApiClient } from '../../infra/local/apiClient.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';

/** Names as Partner Center may hand them to us: whoever made the customer wrote them. */
const hostileNames = [
  'Evil\r\nBcc: everybody@evil.example',
  'Evil \u202Emoc.tfosorcim\u202C \u2066x\u2069',
  'Evil\u0000\u001B[31m',
  '"><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  'Win at https://evil.example/login now',
  'javascript:alert(1)//www.evil.example',
  'Micrоsоft Billing аpple.example',
  '{$url} {{x}} [[url]] $& ${x}',
];
/** What an agent may write for itself. */
const hostileNotes = [
  '<a href="https://evil.example">click</a>',
  'see https://evil.example/login\nor javascript:alert(1)',
  'http://аpple.example/ or evil。example',
  '{$partnerName} [[url]] %dir%',
];

let environment: Environment;
let agent: ApiClient;
beforeAll(async () => {
  environment = await startEnvironment({ portBase: await findFreePortBase(), log: () => undefined });
  agent = await createApiClient(environment.urls);
});
afterAll(() => environment.stop());

type Captured = {
  recipients: Record<string, { address: string; displayName?: string }[]>;
  content: { subject: string; html: string; plainText: string };
};

async function mailTo(address: string): Promise<Captured> {
  return waitFor(`the mail to ${address}`, async () => {
    const answer = await fetch(`${environment.urls.mail}/_control/messages?size=1000`);
    const { items } = (await answer.json()) as { items: unknown[] };
    const mail = items.find((one) => member(one, 'request.body.recipients.to.0.address') === address);
    return mail === undefined ? undefined : (member(mail, 'request.body') as Captured);
  });
}

async function makeCustomer(companyName: string, country: string): Promise<string> {
  const id = randomUUID();
  const made = await fetch(`${environment.urls.partnerCenter}/_control/customers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id, companyName, domain: `c-${id}.example`, country }),
  });
  expect(made.status).toBe(201);
  return id;
}

/** The host's own way to run a timer now. */
async function discover(): Promise<void> {
  const ran = await fetch(`${environment.urls.functions}/admin/functions/discoverCustomers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-countersign-wait': 'true' },
    body: '{}',
  });
  expect(ran.status).toBe(200);
}

/** One recipient, nothing unseen in a header, no markup of theirs, and links to us only. */
function expectHarmless({ recipients, content }: Captured, address: string): void {
  expect(recipients).toEqual({ to: [expect.objectContaining({ address })] });
  const { subject, html, plainText } = content;
  for (const header of [subject, ...(recipients['to'] ?? []).map(({ displayName = '' }) => displayName)])
    expect(header).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]*$/u);
  expect(html + plainText).not.toMatch(/[\u202a-\u202e\u2066\u2028\u2029\p{Cs}]|[^\P{Cc}\n]/u);
  const tags = [...html.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));
  expect(tags.filter((tag) => /^<(script|img|iframe|form|object)|\son\w+\s*=/i.test(tag))).toEqual([]);
  const links = [...html.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(1);
  const own = `${environment.urls.functions}/api/i/`;
  expect(links.filter((link) => !link.startsWith(own) && !link.startsWith('mailto:'))).toEqual([]);
  // A host that stands in text as it was written would be turned into a link by the reader's program.
  expect(plainText).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)|www\.\w/i);
  expect(plainText).not.toMatch(/evil[.。]example|аpple\.example/);
}

describe('a mail as it leaves', () => {
  it('is harmless whatever the customer is called', async () => {
    const languages = ['en', 'ja', 'ar'];
    const tenants = await Promise.all(
      hostileNames.map((name, index) => makeCustomer(name, ['US', 'JP', 'SA'][index % 3] ?? 'US')),
    );
    await discover();
    for (const [index, tenant] of tenants.entries()) {
      const email = `reader${String(index)}@customer.example`;
      const invited = await waitFor('the customer', async () => {
        const answer = await agent.post(`/customers/${tenant}/invitations`, {
          recipient: { firstName: '<b>Ann</b>', lastName: "O'Neil & Co", email },
          language: languages[index % 3],
        });
        return answer.status === 404 ? undefined : answer;
      });
      expect([hostileNames[index], invited.status]).toEqual([hostileNames[index], 202]);
      expectHarmless(await mailTo(email), email);
    }
  });

  it('is harmless whatever the agent writes', async () => {
    for (const [index, note] of hostileNotes.entries()) {
      const tenant = await makeCustomer('Plain Company', 'US');
      await discover();
      const email = `note${String(index)}@customer.example`;
      const invited = await waitFor('the customer', async () => {
        const answer = await agent.post(`/customers/${tenant}/invitations`, { recipient: { email }, note });
        return answer.status === 404 ? undefined : answer;
      });
      expect([note, invited.status]).toEqual([note, 202]);
      expectHarmless(await mailTo(email), email);
    }
  });
});
