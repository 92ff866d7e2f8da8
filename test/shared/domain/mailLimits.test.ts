import { expect, it } from 'vitest';
import { waitForRoom, withMail } from '../../../shared/domain/mailLimits.ts';

const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms);

it('keeps the newest hundred mails of a customer, which is more than any limit counts', () => {
  let mailedAt: readonly Date[] = [];
  for (let mail = 1; mail <= 105; mail += 1) mailedAt = withMail(mailedAt, at(mail));
  expect(mailedAt).toHaveLength(100);
  expect([mailedAt[0], mailedAt.at(-1)]).toEqual([at(6), at(105)]);
});

it('waits until the mail that fills the window drops out of it', () => {
  const mailedAt = [at(0), at(1_000), at(2_000)];
  const wait = (limit: number, ms: number) => waitForRoom(mailedAt, { limit, windowMs: 10_000 }, at(ms));
  expect(wait(4, 3_000)).toBeUndefined();
  expect(wait(3, 3_000)).toBe(7_000);
  expect(wait(2, 3_000)).toBe(8_000);
  expect(wait(3, 10_000)).toBeUndefined();
});
