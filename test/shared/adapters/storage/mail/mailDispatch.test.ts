import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestStorage, type TestStorage } from '../testStorage.ts';

const customerTenantId = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const mail = (operationId: string) => ({
  operationId,
  customerTenantId,
  subject: { kind: 'reminder', number: 1, sending: 2, reminder: 3 } as const,
});
const delayOf = (turn: object): number => ('delayMs' in turn ? Number(turn.delayMs) : 0);

let storage: TestStorage;
beforeAll(async () => {
  storage = await startTestStorage();
});
beforeEach(() => storage.clear());
afterAll(() => storage.stop());

describe('the line of mails in storage', () => {
  it('gives thirty places a minute to several instances together, each mail one', async () => {
    const instances = await Promise.all([storage.writer(), storage.writer(), storage.writer()]);
    const ids = Array.from({ length: 36 }, (_, index) => `mail-${String(index)}`);
    // Every fourth mail asks at two instances at once, as after a doubled message.
    const turns = await Promise.all(
      ids.map((id, index) =>
        Promise.all(
          (index % 4 === 0 ? [0, 1] : [0]).map((more) => {
            const { mailDispatch } = instances[(index + more) % instances.length] ?? instances[0];
            return mailDispatch.takeSlot(mail(id));
          }),
        ),
      ),
    );
    const went = turns.flat().filter(({ kind }) => kind === 'go');
    expect(went.length).toBeGreaterThan(0);
    expect(went.length).toBeLessThanOrEqual(30);
    expect(turns.filter((pair) => pair.filter(({ kind }) => kind === 'go').length > 1)).toEqual([]);
    const again = await Promise.all(ids.map((id) => instances[0].mailDispatch.takeSlot(mail(id))));
    expect(again.filter(({ kind }) => kind === 'go')).toEqual([]);
  });

  it('keeps the place of a mail, and lets one try at a time', async () => {
    const { mailDispatch } = await storage.writer();
    expect(await mailDispatch.takeSlot(mail('a'))).toEqual({ kind: 'go', isRepeat: false });
    expect(await mailDispatch.takeSlot(mail('a'))).toEqual({ kind: 'underWay' });
    await mailDispatch.release('a');
    expect(await mailDispatch.takeSlot(mail('a'))).toEqual({ kind: 'go', isRepeat: true });
    expect(await mailDispatch.find('a')).toEqual(mail('a'));
    expect(await mailDispatch.find('b')).toBeUndefined();
  });

  it.each([1, 2, 3, 4])('gives one place when the reply of request %i is lost', async (lost) => {
    const { mailDispatch, proxy } = await storage.writer();
    proxy.rule(({ number }) => (number === lost ? 'loseReply' : 'pass'));
    expect(await mailDispatch.takeSlot(mail('a'))).toEqual({ kind: 'go', isRepeat: false });
    proxy.rule(() => 'pass');
    expect(await mailDispatch.takeSlot(mail('a'))).toEqual({ kind: 'underWay' });
  });

  it('pauses for every instance, and goes on when one resumes', async () => {
    const [one, other] = await Promise.all([storage.writer(), storage.writer()]);
    await one.mailDispatch.takeSlot(mail('a'));
    await one.mailDispatch.pause('senderRefused', 600_000);
    // Whoever waits looks again meanwhile, since a person may resume.
    expect(delayOf(await other.mailDispatch.takeSlot(mail('b')))).toBe(300_000);
    const { pause } = await other.mailDispatch.state();
    expect(pause?.reason).toBe('senderRefused');
    expect(Number(pause?.until) - Number(pause?.since)).toBeGreaterThan(599_000);
    await other.mailDispatch.resume();
    expect(await one.mailDispatch.takeSlot(mail('b'))).toEqual({ kind: 'go', isRepeat: false });
  });

  it('counts a report once, whoever hears it', async () => {
    const { mailDispatch } = await storage.writer();
    await mailDispatch.takeSlot(mail('a'));
    expect(await mailDispatch.reported('a', 'bounced')).toEqual({ isNews: true, breaks: false });
    expect(await mailDispatch.reported('a', 'bounced')).toEqual({ isNews: false, breaks: false });
    expect(await mailDispatch.reported('nobody', 'bounced')).toEqual({ isNews: false, breaks: false });
    expect(await mailDispatch.state()).toMatchObject({ reported: 1, hardBounces: 1 });
  });
});
