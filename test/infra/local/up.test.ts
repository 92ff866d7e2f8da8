import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createApiClient } from '../../../infra/local/apiClient.ts';
import { startEnvironment } from '../../../infra/local/environment.ts';
import { member } from '../../../infra/local/journeys/expect.ts';
import { findFreePortBase, portsFrom, refuseBusyPorts } from '../../../infra/local/ports.ts';

type Started = {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<unknown>;
};
let started: Started | undefined;

/** `npm start` as a person types it, in a process group of its own. */
function npmStart(portBase: number | string, ...args: string[]): Started {
  const env = { ...process.env, LOCAL_PORT_BASE: String(portBase) };
  const child = spawn('npm', ['start', '--', '--no-func', ...args], { env, detached: true, stdio: 'pipe' });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  started = { child, output: () => output, ended: once(child, 'close') };
  return started;
}

async function untilPrinted({ child, output }: Started, text: string): Promise<void> {
  while (!output().includes(text)) {
    if (child.exitCode !== null) throw new Error(`ended before "${text}":\n${output()}`);
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'close')]);
  }
}

/** Processes of a group that still run; one that has ended but was not collected by its parent does not. */
function runningIn(group: number): string[] {
  const all = execFileSync('ps', ['-A', '-o', 'pgid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return all.map((line) => line.trim()).filter((line) => new RegExp(`^${String(group)} +[^Z ]`).test(line));
}

afterEach(() => {
  const pid = started?.child.pid;
  if (pid !== undefined && runningIn(pid).length > 0) process.kill(-pid, 'SIGKILL');
  started = undefined;
});

describe('npm start', () => {
  it.each<['npm' | 'everybody', NodeJS.Signals, string[], number]>([
    ['npm', 'SIGTERM', [], 24],
    // A terminal's Ctrl-C reaches the whole group at once.
    ['everybody', 'SIGINT', ['--empty'], 0],
  ])('when %s gets %s it leaves no process', async (whom, signal, args, customers) => {
    const base = await findFreePortBase();
    const running = npmStart(base, ...args);
    await untilPrinted(running, `Ready: http://127.0.0.1:${String(base)}`);
    const urls = {
      functions: `http://127.0.0.1:${String(base)}`,
      entra: `http://127.0.0.1:${String(base + 2)}`,
    };
    const summary = (await (await createApiClient(urls, 'Viewer')).get('/summary')).body;
    expect(member(summary, 'total')).toBe(customers);
    if (customers > 0) await expectEveryStatus(urls);

    const pid = running.child.pid ?? 0;
    process.kill(whom === 'npm' ? pid : -pid, signal);
    // The pipes are closed when the last process that holds them has ended.
    await running.ended;
    expect(runningIn(pid)).toEqual([]);
    await refuseBusyPorts(portsFrom(base));
  });

  it('names a busy port, what it was wanted for, and the way out', async () => {
    const base = await findFreePortBase();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(base + 3, '127.0.0.1', resolve));
    const running = npmStart(base);
    await running.ended;
    other.close();
    expect(running.child.exitCode).toBe(1);
    expect(running.output()).toContain(`Port ${String(base + 3)} (mail) is in use`);
    expect(running.output()).toContain('LOCAL_PORT_BASE');
  });

  it('refuses a port base that is none', async () => {
    const running = npmStart('http');
    await running.ended;
    expect(running.child.exitCode).toBe(1);
    expect(running.output()).toContain('LOCAL_PORT_BASE has to be a whole number');
  });
});

/** The sample world has all that the portal shows. */
async function expectEveryStatus(urls: { functions: string; entra: string }): Promise<void> {
  const agent = await createApiClient(urls);
  const summary = (await agent.get('/summary')).body;
  const counts = Object.entries(member(summary, 'byStatus') as Record<string, number>);
  expect(counts.filter(([, count]) => count === 0)).toEqual([]);
  expect(member(summary, 'ambiguousProspects')).toBe(1);
  const prospects = member((await agent.get('/relationship-invitations')).body, 'items') as {
    state: string;
  }[];
  expect(new Set(prospects.map(({ state }) => state))).toEqual(
    new Set(['open', 'ambiguous', 'expired', 'linked']),
  );
  const endpoints = member((await agent.get('/webhook-endpoints')).body, 'items') as {
    failingSince: unknown;
  }[];
  expect(endpoints.map(({ failingSince }) => failingSince !== null).sort()).toEqual([false, true]);
  const queues = member((await agent.get('/queues')).body, 'items') as { poisonDepth: number }[];
  expect(queues.reduce((sum, { poisonDepth }) => sum + poisonDepth, 0)).toBe(1);
}

describe('a kept environment', () => {
  it('has its records, mails, keys and what the simulators know after a restart', async () => {
    const keepIn = await mkdtemp(join(tmpdir(), 'countersign-kept-'));
    const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
    const options = { portBase: await findFreePortBase(), keepIn, log: () => undefined };
    const first = await startEnvironment(options);
    const agent = await createApiClient(first.urls);
    const recipient = { email: 'tania.carr@tailspintoys.example' };
    const invited = await agent.post(`/customers/${tenant}/invitations`, { recipient, delivery: 'link' });
    expect(invited.status).toBe(202);
    await fetch(`${first.urls.partnerCenter}/_control/customers/${tenant}/accept`, { method: 'POST' });
    const mailsBefore = await mailCount(first.urls.mail);
    const elsewhere = { ...options, portBase: await findFreePortBase() };
    await expect(startEnvironment(elsewhere)).rejects.toThrow(
      `process ${String(process.pid)}) keeps its data in ${keepIn}`,
    );
    await first.stop();

    const second = await startEnvironment(options);
    try {
      const client = await createApiClient(second.urls);
      expect(member((await client.get(`/customers/${tenant}`)).body, 'invitation.state')).toBe('open');
      expect(member((await client.get('/summary')).body, 'total')).toBe(24);
      expect(await mailCount(second.urls.mail)).toBe(mailsBefore);
      const link = String(member(invited.body, 'invitation.url'));
      expect((await fetch(link, { redirect: 'manual' })).status).toBe(302);
      const known = await (await fetch(`${second.urls.partnerCenter}/_control/customers/${tenant}`)).json();
      expect(JSON.stringify(known)).toMatch(/"(signedDirectly|isSigned)":true/);
    } finally {
      await second.stop();
      await rm(keepIn, { recursive: true, force: true });
    }
  });
});

async function mailCount(mailUrl: string): Promise<number> {
  const { items } = (await (await fetch(`${mailUrl}/_control/messages`)).json()) as { items: unknown[] };
  expect(items.length).toBeGreaterThan(0);
  return items.length;
}
