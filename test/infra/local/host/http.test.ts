import { Agent, request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBench } from './startFixture.ts';

let bench: Awaited<ReturnType<typeof startBench>>;
let host: Awaited<ReturnType<typeof bench.start>>;
const keepsAlive = new Agent({ keepAlive: true });

beforeAll(async () => {
  bench = await startBench();
  host = await bench.start();
});

afterAll(async () => {
  await host.stop();
  await bench.stop();
});

describe('routing', () => {
  test('passes method, address, route values and body', async () => {
    const response = await host.get('echo/12/tail', { method: 'POST', body: 'hello' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      method: 'POST',
      url: `${host.url}/api/echo/12/tail`,
      params: { id: '12', tail: 'tail' },
      body: 'hello',
    });
  });

  test('finds a route whatever its case, with an optional part left out', async () => {
    expect(await (await host.get('ECHO/1')).json()).toMatchObject({ params: { id: '1' } });
  });

  test('prefers a literal segment to a parameter, whatever was registered first', async () => {
    // The catch-all is registered before it.
    expect(await (await host.get('files/readme')).text()).toBe('the readme');
    expect(await (await host.get('echo/latest')).text()).toBe('latest');
  });

  test('fills a catch-all, keeping an encoded slash', async () => {
    expect(await (await host.get('files/a/b%2Fc%20d')).json()).toEqual({ path: 'a/b%2Fc d' });
  });

  test.each([
    ['an unknown path', 'GET', 'unknown'],
    ['a value that breaks the constraint', 'GET', 'echo/abc'],
    ['a method the function does not take', 'DELETE', 'echo/1'],
  ])('answers 404 with an empty body for %s', async (_, method, path) => {
    const response = await host.get(path, { method });
    expect([response.status, await response.text()]).toEqual([404, '']);
  });

  test('answers 404 outside the prefix of host.json, and 200 at the root', async () => {
    expect((await fetch(`${host.url}/echo/1`)).status).toBe(404);
    expect((await fetch(host.url)).status).toBe(200);
  });

  test('a function that a setting disables has no route', async () => {
    expect((await host.get('off')).status).toBe(200);
    const without = await bench.start({ 'AzureWebJobs.off.Disabled': 'true' });
    expect((await without.get('off')).status).toBe(404);
    await without.stop();
  });
});

describe('requests', () => {
  test('repeated query keys arrive joined by a comma', async () => {
    const response = await host.get('echo/1?a=1&b=x%20y&a=2');
    expect(await response.json()).toMatchObject({ query: { a: '1,2', b: 'x y' } });
  });

  test('header names arrive in lower case', async () => {
    const response = await host.get('echo/1', { headers: { 'X-Mixed-Case': 'Yes' } });
    expect(await response.json()).toMatchObject({ headers: { 'x-mixed-case': 'Yes' } });
  });

  test('the body of a GET is dropped', async () => {
    const answer = await send('GET', '/api/echo/1', { 'content-length': '5' }, 'hello');
    expect(JSON.parse(answer.body)).toMatchObject({ method: 'GET', body: '' });
  });

  test('a body sent in chunks, without its length, arrives empty', async () => {
    const answer = await send('POST', '/api/echo/1', { 'transfer-encoding': 'chunked' }, 'hello');
    expect(JSON.parse(answer.body)).toMatchObject({ method: 'POST', body: '' });
  });

  test('bytes go in and out unchanged', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const response = await host.get('binary', { method: 'POST', body: bytes });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-answer')).toBe('yes');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  test('a malformed host name answers 400', async () => {
    expect((await send('GET', '/api/echo/1', { host: 'a b' })).status).toBe(400);
  });

  test('a path that starts with two slashes is not taken for a host name', async () => {
    expect((await send('GET', '//evil.example/api/echo/1', {})).status).toBe(404);
  });
});

describe('responses', () => {
  test('HEAD answers the headers without the body', async () => {
    const response = await host.get('echo/1', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe('');
  });

  test('each cookie becomes a Set-Cookie line with the path / unless given', async () => {
    const response = await host.get('cookies');
    expect(response.headers.getSetCookie()).toEqual([
      'session=a%20b; max-age=60; path=/; secure; samesite=none; httponly',
      'theme=dark; path=/portal',
    ]);
  });

  test('a function that returns nothing answers 204', async () => {
    expect((await host.get('nothing')).status).toBe(204);
  });

  test('a function that throws answers 500 with an empty body, and its message reaches no log', async () => {
    const response = await host.get('broken');
    expect([response.status, await response.text()]).toEqual([500, '']);
    const lines = host.logged
      .filter((entry) => entry.functionName === 'broken')
      .map((entry) => entry.message);
    expect(lines.join('\n')).toMatch(/failed: Error \(EFIXTURE\)\n {4}at /);
    expect(lines.join('\n')).not.toContain('anna');
  });

  test('a function that runs longer than functionTimeout answers 500', async () => {
    expect((await host.get('endless')).status).toBe(500);
    expect(JSON.stringify(host.logged)).toContain('FunctionTimeoutError');
  });

  test('the log names the route, never the path or the query', async () => {
    await host.get('echo/1947110815/secretToken?key=secretKey');
    const log = JSON.stringify(host.logged);
    expect(log).toContain('GET /echo/{id:int}/{tail?} 200');
    expect(log).not.toMatch(/1947110815|secret/);
  });
});

describe('hooks and logs of the app', () => {
  test('appStart runs before the first request', async () => {
    expect(await host.recorded()).toContainEqual({ hook: 'appStart' });
  });

  test('hooks change what goes into a function and what comes out', async () => {
    expect(await (await host.get('hooked')).json()).toEqual({
      handler: { body: 'from the hook' },
      added: 'after',
    });
  });

  test('log lines of the app are passed on, after its log hooks', async () => {
    await host.get('talk');
    const own = host.logged.filter((entry) => entry.source === 'app' && entry.functionName === 'talk');
    expect(own.map(({ level, message }) => [level, message])).toEqual([
      ['information', 'it is said'],
      ['error', 'two\nlines'],
    ]);
  });
});

describe('keys', () => {
  const keys = { locked: 'of-the-function', default: 'of-the-host', _master: 'of-the-master' };

  test.each([
    ['locked', undefined, 401],
    ['locked', 'wrong', 401],
    ['locked', 'of-the-function', 200],
    ['locked', 'of-the-host', 200],
    ['locked', 'of-the-master', 200],
    ['adminOnly', 'of-the-host', 401],
    ['adminOnly', 'of-the-master', 200],
    ['off', undefined, 200],
  ])('%s with the key %s answers %i', async (path, key, status) => {
    const locked = await bench.start({}, { keys });
    const response = await locked.get(path, key === undefined ? {} : { headers: { 'x-functions-key': key } });
    expect(response.status).toBe(status);
    if (key !== undefined) expect((await locked.get(`${path}?code=${key}`)).status).toBe(status);
    await locked.stop();
  });

  test('without keys nothing is locked', async () => {
    expect((await host.get('adminOnly')).status).toBe(200);
  });
});

describe('settings', () => {
  test('reach the app, and leave with the host', async () => {
    const other = await bench.start({ FIXTURE_SETTING: 'here' });
    expect(await (await other.get('setting?name=FIXTURE_SETTING')).text()).toBe('here');
    await other.stop();
    expect(process.env.FIXTURE_SETTING).toBeUndefined();
  });

  test('a missing setting or connection keeps the host from starting and is named', async () => {
    await expect(bench.start({ Data: '' })).rejects.toThrow(/storage connection Data is missing/);
    await expect(bench.start({ WORK_QUEUE: '%UNKNOWN%' })).rejects.toThrow(/UNKNOWN/);
    await expect(bench.start({ TICK: 'often' })).rejects.toThrow(/"often" is not an NCRONTAB schedule/);
  });

  test('a busy port keeps the host from starting and is named', async () => {
    await expect(bench.start({}, { port: host.port })).rejects.toThrow(
      `127.0.0.1:${host.port}: the port is busy`,
    );
  });
});

/** Sends what fetch would refuse to send. */
async function send(method: string, path: string, headers: Record<string, string>, body?: string) {
  const request = httpRequest({ host: '127.0.0.1', port: host.port, method, path, headers });
  request.end(body);
  const [response] = await once(request, 'response');
  return { status: Number(response.statusCode), body: await text(response) };
}

describe('the trace of a run', () => {
  const trace = '0af7651916cd43dd8448eb211c80319c';

  test('is that of the request, with a span of its own', async () => {
    const headers = { traceparent: `00-${trace}-b7ad6b7169203331-00` };
    const [first, second] = await Promise.all(
      [1, 2].map(async () => (await host.get('trace', { headers })).text()),
    );
    expect(first).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    expect(new Set([first, second, headers.traceparent]).size).toBe(3);
  });

  test('is a new one where the request has none, or a malformed one', async () => {
    const plain = await (await host.get('trace')).text();
    const headers = { traceparent: `00-${trace}-0000000000000000-01` };
    const malformed = await (await host.get('trace', { headers })).text();
    expect(plain).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(malformed).not.toContain(trace);
  });
});

test('an idle connection is kept as long as before a deployed app, and clients are told so', async () => {
  // Node closes after five seconds; a client that paused so long met a connection that was just closing.
  const [response] = await once(
    httpRequest(`${host.url}/api/echo/1`, { agent: keepsAlive }).end(),
    'response',
  );
  response.resume();
  expect(response.headers['keep-alive']).toBe('timeout=240');
  keepsAlive.destroy();
});
