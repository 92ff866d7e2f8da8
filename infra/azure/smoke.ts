import { fileURLToPath } from 'node:url';

const timeoutMs = 30_000;

/** One look at a deployment and whether it is as it should be. */
export type Step = { readonly what: string; readonly passed: boolean; readonly detail: string };

/**
 * Walks the read-only part of a journey over HTTP GET: what is public, that all else is refused, and, with
 * the token of a reader, storage, counts and one customer. It changes nothing and shows no names.
 */
export async function smokeTest(url: string, token: string | undefined): Promise<Step[]> {
  const steps: Step[] = [];
  const get = async (path: string, expected: number, bearer?: string): Promise<unknown> => {
    const seen = await look(`${url}${path}`, bearer);
    const passed = seen.status === expected;
    const detail = passed ? String(seen.status) : `expected ${String(expected)}, got ${seen.what}`;
    steps.push({
      what: `GET ${path.replaceAll(guid, '{id}')}${bearer ? ' with a token' : ''}`,
      passed,
      detail,
    });
    return passed ? seen.json : undefined;
  };

  await get('/api/v1/health/live', 200);
  await get('/portal/', 200);
  await get('/api/v1/openapi.json', 200);
  // 401 here would mean that the sign-in of the platform stands in the way of customers with a link.
  await get('/api/i/not-a-link', 404);
  await get('/api/v1/customers', 401);
  if (!token) return steps;

  await get('/api/v1/health/ready', 200, token);
  await get('/api/v1/summary', 200, token);
  const id = firstCustomer(await get('/api/v1/customers?pageSize=1', 200, token));
  if (id === undefined) return steps;
  for (const part of ['', '/readiness', '/confirmation', '/events']) {
    await get(`/api/v1/customers/${id}${part}`, 200, token);
  }
  return steps;
}

const guid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

async function look(url: string, bearer?: string): Promise<{ status: number; what: string; json: unknown }> {
  try {
    const response = await fetch(url, {
      headers: bearer ? { authorization: `Bearer ${bearer}` } : {},
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const json: unknown = await response.json().catch(() => undefined);
    return { status: response.status, what: String(response.status), json };
  } catch {
    return { status: 0, what: 'no answer', json: undefined };
  }
}

function firstCustomer(list: unknown): string | undefined {
  if (typeof list !== 'object' || list === null || !('items' in list)) return undefined;
  const first: unknown = Array.isArray(list.items) ? list.items[0] : undefined;
  if (typeof first !== 'object' || first === null || !('customerTenantId' in first)) return undefined;
  return String(first.customerTenantId);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { SMOKE_URL: url, SMOKE_TOKEN: token } = process.env;
  if (!url) {
    console.error('SMOKE_URL is missing: https:// and the host of the app. SMOKE_TOKEN is optional.');
    process.exit(2);
  }
  const steps = await smokeTest(url.replace(/\/+$/, ''), token === '' ? undefined : token);
  for (const { what, passed, detail } of steps) console.log(`${passed ? 'ok  ' : 'FAIL'} ${what}: ${detail}`);
  process.exit(steps.every(({ passed }) => passed) ? 0 : 1);
}
