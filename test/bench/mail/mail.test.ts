import { expect, it } from 'vitest';
import { deliver } from './mailWorld.ts';

it('a hundred invitations, each message twice, make a hundred mails with one call each', async () => {
  expect(await deliver(100, null)).toEqual({ distinct: 100, doubles: 0, missing: 0, posts: 100, gets: 0 });
});

it('they do so when replies are lost, with one more call for each', async () => {
  expect(await deliver(100, 10)).toEqual({ distinct: 100, doubles: 0, missing: 0, posts: 110, gets: 0 });
});
