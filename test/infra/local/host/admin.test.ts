import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBench } from './startFixture.ts';

let bench: Awaited<ReturnType<typeof startBench>>;
let host: Awaited<ReturnType<typeof bench.start>>;

beforeAll(async () => {
  bench = await startBench();
  host = await bench.start({ AzureWebJobs_off_Disabled: '1' });
});

afterAll(async () => {
  await host.stop();
  await bench.stop();
});

test('the status says that the host runs', async () => {
  expect(await (await fetch(`${host.url}/admin/host/status`)).json()).toMatchObject({ state: 'Running' });
});

test('the functions are listed with their bindings, address and whether they are disabled', async () => {
  const listed = await (await fetch(`${host.url}/admin/functions`)).json();
  expect(listed).toContainEqual(
    expect.objectContaining({
      name: 'echo',
      isDisabled: false,
      invoke_url_template: `${host.url}/api/echo/{id:int}/{tail?}`,
    }),
  );
  expect(listed).toContainEqual(expect.objectContaining({ name: 'off', isDisabled: true }));
  expect(await (await fetch(`${host.url}/admin/functions/WORK`)).json()).toMatchObject({
    name: 'work',
    config: { bindings: [{ type: 'queueTrigger' }] },
  });
});

test('a queue function runs with the given input and is answered 202 at once', async () => {
  const message = { id: 'by hand', waitMs: 2000 };
  const answer = run('work', { input: JSON.stringify(message) });
  const done = host.untilRecorded({ done: 'by hand' });
  const first = await Promise.race([answer.then(() => 'answered'), done.then(() => 'done')]);
  expect(first).toBe('answered');
  expect((await answer).status).toBe(202);
  await host.untilRecorded({ queue: 'work', message, attempt: 1 });
  await done;
});

test('an input that is JSON itself arrives parsed', async () => {
  expect((await run('work', { input: { id: 'object' } }, true)).status).toBe(200);
  expect(await host.recorded()).toContainEqual({ done: 'object' });
});

test('with the wait header the answer comes after the run', async () => {
  const response = await run('work', { input: '{"id":"waited","waitMs":200}' }, true);
  expect(response.status).toBe(200);
  expect(await host.recorded()).toContainEqual({ done: 'waited' });
});

test('with the wait header a failed run answers 500 and the name of the error, not its message', async () => {
  const response = await run('failing', {}, true);
  expect([response.status, await response.json()]).toEqual([500, { error: 'RangeError' }]);
  expect(JSON.stringify(host.logged)).not.toContain('anna');
});

test('without it a failed run is logged, and the host goes on', async () => {
  expect((await run('failing', {})).status).toBe(202);
  const failures = () => host.logged.filter((entry) => entry.message.startsWith('failed: RangeError'));
  await expect.poll(failures).not.toEqual([]);
  expect((await run('yearly', {}, true)).status).toBe(200);
});

test.each([
  ['unknown', '{}', 404],
  ['echo', '{}', 400],
  ['work', 'no JSON', 400],
])('running %s with the body %s answers %i', async (name, body, status) => {
  const response = await fetch(`${host.url}/admin/functions/${name}`, { method: 'POST', body });
  expect(response.status).toBe(status);
});

test('with keys only the master key opens the admin endpoints', async () => {
  const locked = await bench.start({}, { keys: { _master: 'master', default: 'other' } });
  const status = async (key: string) =>
    (await fetch(`${locked.url}/admin/host/status`, { headers: { 'x-functions-key': key } })).status;
  expect([await status(''), await status('other'), await status('master')]).toEqual([401, 401, 200]);
  await locked.stop();
});

test('invoke runs a function from the same process and throws what it throws', async () => {
  await host.invoke('work', JSON.stringify({ id: 'invoked' }));
  expect(await host.recorded()).toContainEqual({ done: 'invoked' });
  await expect(host.invoke('failing', '')).rejects.toThrow(RangeError);
  await expect(host.invoke('echo', '')).rejects.toThrow('neither a queue nor a timer');
  await expect(host.invoke('unknown', '')).rejects.toThrow('no function unknown');
});

function run(name: string, body: object, waits = false): Promise<Response> {
  return fetch(`${host.url}/admin/functions/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(waits && { 'x-countersign-wait': 'true' }) },
    body: JSON.stringify(body),
  });
}
