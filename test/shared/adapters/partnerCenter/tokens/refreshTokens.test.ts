import { expect, it } from 'vitest';
import { createRefreshTokens } from '../../../../../shared/adapters/partnerCenter/tokens/refreshTokens.ts';
import { createSettingsSecrets } from '../../../../../shared/adapters/secrets/settingsStore.ts';

const name = 'partner-center-refresh-token';
const day = 24 * 3_600_000;

function world() {
  let now = new Date('2026-03-02T09:00:00Z');
  const clock = { now: () => now };
  const secrets = createSettingsSecrets({ [name]: 'first' }, clock);
  const pass = (ms: number) => void (now = new Date(now.getTime() + ms));
  return { secrets, clock, pass, tokens: createRefreshTokens(secrets, clock) };
}

it('keeps a newer token where nobody knows how old the stored one is, for 90 days', async () => {
  const { secrets, clock, tokens } = world();
  await tokens.write('second');
  expect(await tokens.read()).toBe('second');
  const { expiresAt } = (await secrets.describe(name)) ?? {};
  expect(expiresAt).toEqual(new Date(clock.now().getTime() + 90 * day));
});

it('leaves a fresh one in its place, since each write is a version in the vault', async () => {
  const { pass, tokens } = world();
  await tokens.write('second');
  pass(9 * day);
  await tokens.write('third');
  expect(await tokens.read()).toBe('second');
});

it('replaces one that the timer should have replaced', async () => {
  const { pass, tokens } = world();
  await tokens.write('second');
  pass(11 * day);
  await tokens.write('third');
  expect(await tokens.read()).toBe('third');
});

it('takes a token that a person has put there at once', async () => {
  const { secrets, clock, tokens } = world();
  await tokens.write('second');
  await secrets.write(name, 'after the new consent', { expiresAt: clock.now() });
  expect(await tokens.read()).toBe('after the new consent');
});
