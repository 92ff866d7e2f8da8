import { request } from 'node:http';
import { spawnHost } from '../../../infra/local/host/process/spawnHost.ts';
import { expectText, member } from '../../../infra/local/journeys/expect.ts';
import { startTableProxy } from '../../fault/proxies/tableProxy.ts';
import type { Figure } from '../figure.ts';
import { quantile, spread } from '../statistics.ts';
import { startWorld, type World } from '../world.ts';

const pageSize = 50;
const maxPageBytes = 6_000;

type Answer = {
  readonly status: number;
  readonly etag: string;
  readonly encoding: string;
  /** Of the body, as it came. */
  readonly bytes: number;
};

/** What a list's page weighs on the wire and what an unchanged answer costs, both counted; how long a customer's page takes. */
export async function measureApi(): Promise<Figure[]> {
  const world = await startWorld();
  try {
    return await measure(world);
  } finally {
    await world.stop();
  }
}

async function measure({ settings, appDir, connectionString, token, customers }: World): Promise<Figure[]> {
  const ids = await customers(pageSize);
  const [first = ''] = ids;
  const tables = await startTableProxy(connectionString);
  const host = await spawnHost({
    ...{ appDir, port: 0, log: () => undefined },
    settings: { ...settings, DataStorage: tables.connectionString },
  });
  const ask = (path: string, etag?: string) => get(`${host.url}/api/v1${path}`, token, etag);
  try {
    // Half of them invited, each with a person and dates of its own.
    const links: string[] = [];
    for (const id of ids.filter((_, at) => at % 2 === 1)) links.push(await invite(host.url, token, id));
    const page = await ask(`/customers?pageSize=${String(pageSize)}`);
    if (page.encoding !== 'br') throw new Error(`The page came as ${page.encoding}.`);
    const figures = [sizeFigure(page), await pageFigure(host.url, links)];
    const paths = {
      list: `/customers?pageSize=${String(pageSize)}`,
      summary: '/summary',
      readiness: `/customers/${first}/readiness`,
    };
    for (const [name, path] of Object.entries(paths)) {
      const { etag } = await ask(path);
      const calls: string[] = [];
      tables.rule(({ method, url }) => {
        calls.push(`${method} ${new URL(url, 'http://tables').pathname}`);
        return 'pass';
      });
      const { status } = await ask(path, etag);
      tables.rule(() => 'pass');
      figures.push(unchangedFigure(name, status, calls));
    }
    return figures;
  } finally {
    await host.stop();
    await tables.stop();
  }
}

function sizeFigure({ bytes, encoding }: Answer): Figure {
  return {
    name: `api: a page of ${String(pageSize)} customers on the wire`,
    subject: `${(bytes / 1000).toFixed(1)} kB`,
    ...{ yardstick: null, measured: bytes / 1000, unit: 'kB' as const },
    target: { atMost: maxPageBytes / 1000 },
    details: { bytes, encoding },
  };
}

/** @throws when the answer was not 304 */
function unchangedFigure(name: string, status: number, calls: readonly string[]): Figure {
  if (status !== 304) throw new Error(`An unchanged ${name} was answered with ${String(status)}.`);
  return {
    name: `api: table requests for an unchanged ${name} (304)`,
    subject: String(calls.length),
    ...{
      yardstick: null,
      measured: calls.length,
      unit: '' as const,
      target: { atMost: 1 },
      details: { calls },
    },
  };
}

/** The page behind an invitation's link, as its reader gets it the first time, through the local host. */
async function pageFigure(url: string, links: readonly string[]): Promise<Figure> {
  const tookMs: number[] = [];
  for (const link of links) {
    const at = performance.now();
    const response = await fetch(url + new URL(link).pathname, { headers: { accept: 'text/html' } });
    const text = await response.text();
    tookMs.push(performance.now() - at);
    if (response.status !== 200 || !text.includes('<form')) throw new Error(`A page is ${text}`);
  }
  // The first one reads what all pages need.
  const p95Ms = quantile(tookMs.slice(1), 0.95);
  return {
    name: 'api: the page behind a link, p95',
    subject: `${p95Ms.toFixed(0)} ms`,
    ...{ yardstick: null, measured: p95Ms / 1000, unit: 's' as const, target: { atMost: 0.05 } },
    details: { milliseconds: spread(tookMs, 0) },
  };
}

/** Answers the link. */
async function invite(url: string, token: string, customerTenantId: string): Promise<string> {
  const [name = '', surname = ''] = customerTenantId.split('-').map((part) => `P${part}`);
  const recipient = { email: `${name}.${surname}@customer.example`, firstName: name, lastName: surname };
  const response = await fetch(`${url}/api/v1/customers/${customerTenantId}/invitations`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      'idempotency-key': customerTenantId,
    },
    body: JSON.stringify({ recipient, delivery: 'link' }),
  });
  const body: unknown = await response.json();
  if (response.status !== 202) throw new Error(`An invitation was answered with ${JSON.stringify(body)}`);
  return expectText('link', member(body, 'invitation.url'));
}

/** `fetch` unpacks, and does not say what came. */
function get(url: string, token: string, etag?: string): Promise<Answer> {
  const headers = {
    ...{ authorization: `Bearer ${token}`, 'accept-encoding': 'br' },
    ...(etag !== undefined && { 'if-none-match': etag }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('error', reject);
      response.on('end', () => {
        const { etag: tag = '', 'content-encoding': encoding = 'identity' } = response.headers;
        resolve({ status: response.statusCode ?? 0, etag: tag, encoding, bytes });
      });
    });
    sent.on('error', reject).end();
  });
}
