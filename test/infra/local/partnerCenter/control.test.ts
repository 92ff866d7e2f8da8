import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, tailspinToys } from './startWorld.ts';

describe('the controls of the Partner Center simulator', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'partner-center-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('merges settings and refuses what it does not know', async () => {
    const world = await startWorld();
    await world.set({ bom: true });
    await world.set({ latencyMs: 1 });
    expect((await world.send('/_control/settings')).body).toMatchObject({ bom: true, latencyMs: 1 });
    expect((await world.set({ colour: 'red' })).status).toBe(400);
    expect((await world.set({ limitPerMinute: -1 })).status).toBe(400);
    await world.stop();
  });

  it('keeps customers, attestations and settings over a restart, until the reset', async () => {
    const statePath = join(folder, 'state.json');
    const first = await startWorld({ statePath });
    await first.set({ noAgreements: 'empty' });
    await first.send(`/_control/customers/${tailspinToys}/accept`, { method: 'POST' });
    await first.send('/_control/customers', { body: { count: 3 } });
    await first.stop();

    const second = await startWorld({ statePath });
    expect((await second.send('/_control/settings')).body).toMatchObject({ noAgreements: 'empty' });
    expect((await second.send('/_control/customers')).body).toMatchObject({ total: 27 });
    expect((await second.send(`/_control/customers/${tailspinToys}`)).body).toMatchObject({ isSigned: true });
    // Numbers go on where they stood.
    expect((await second.send('/_control/customers', { body: { count: 1 } })).status).toBe(201);
    await second.send('/_control', { method: 'DELETE' });
    await second.stop();

    const third = await startWorld({ statePath });
    expect((await third.send('/_control/customers')).body).toMatchObject({ total: 24 });
    expect((await third.send(`/_control/customers/${tailspinToys}`)).body).toMatchObject({ isSigned: false });
    await third.stop();
  });

  it('starts with as many customers as asked for', async () => {
    for (const startCustomers of [0, 5, 30]) {
      const world = await startWorld({ startCustomers });
      expect((await world.send('/_control/customers')).body).toMatchObject({ total: startCustomers });
      expect((await world.send('/_control/customers', { body: { count: 2 } })).status).toBe(201);
      await world.stop();
    }
  });

  it('shows an overview for people', async () => {
    const world = await startWorld();
    const { text } = await world.send('/');
    expect(text).toContain('Tailspin Toys');
    expect(text).toContain('cannot accept directly');
    await world.stop();
  });

  it('answers 404 to customers and attestations that are not there', async () => {
    const world = await startWorld();
    const calls = [
      world.send('/_control/customers/nobody/accept', { method: 'POST' }),
      world.send('/_control/customers/nobody', { method: 'PATCH', body: {} }),
      world.send('/_control/attestations/none/accept', { method: 'POST' }),
    ];
    for (const answer of await Promise.all(calls)) expect(answer.status).toBe(404);
    await world.stop();
  });
});
