import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeliveryReport } from '../../../../infra/local/mail/deliveryReport.ts';
import { eventually, mailTo, quick, startMailFixture, type MailFixture } from './mailFixture.ts';

let mail: MailFixture;
let aheadMs = 0;
const taken: DeliveryReport[] = [];
beforeAll(
  async () =>
    void (mail = await startMailFixture({
      clock: () => new Date(Date.now() + aheadMs),
      onDeliveryReport: (report) => void taken.push(report),
    })),
);
afterAll(() => mail.simulator.stop());
afterEach(async () => {
  aheadMs = 0;
  await mail.reset();
  taken.length = 0;
});

const send = (address: string) => mail.client().beginSend(mailTo(address));

describe('delivery', () => {
  it.each([
    ['ann@contoso.example', 'delivered', ['Delivered']],
    ['bounce@contoso.example', 'bounced', ['Bounced']],
    ['Bounce+2@contoso.example', 'bounced', ['Bounced']],
    ['spam@contoso.example', 'filteredSpam', ['FilteredSpam']],
    ['quarantine@contoso.example', 'quarantined', ['Quarantined']],
    ['failed@contoso.example', 'failed', ['Failed']],
    ['expand@contoso.example', 'delivered', ['Expanded', 'Delivered']],
    ['slow@contoso.example', 'delivered', ['Delivered']],
    ['bouncer@contoso.example', 'delivered', ['Delivered']],
    ['constructor@contoso.example', 'delivered', ['Delivered']],
  ])('of a mail to %s ends as %s', async (address, deliveryStatus, statuses) => {
    await mail.settings(quick);
    const result = await (await send(address)).pollUntilDone();
    expect(result.status, 'the operation only says that the mail left').toBe('Succeeded');
    await eventually(async () => expect(await mail.message(result.id)).toMatchObject({ deliveryStatus }));
    const reports = await mail.reports<DeliveryReport>();
    expect(reports.map((report) => report.data.status)).toEqual(statuses);
    expect(taken).toEqual(reports);
    expect(reports[0]).toMatchObject({
      eventType: 'Microsoft.Communication.EmailDeliveryReportReceived',
      subject: `sender/donotreply@invite.example.org/message/${result.id}`,
      dataVersion: '1.0',
      data: { messageId: result.id, recipient: address, sender: 'donotreply@invite.example.org' },
    });
  });

  it.each([
    ['suppressed@contoso.example', 'EmailDroppedAllRecipientsSuppressed'],
    ['dropped@contoso.example', 'EmailDropped'],
  ])('of a mail to %s fails in the operation with %s', async (address, code) => {
    await mail.settings(quick);
    await expect(send(address).then((poller) => poller.pollUntilDone())).rejects.toThrow(code);
    expect(await mail.messages()).toMatchObject([{ status: 'Failed', error: { code } }]);
  });

  it('of a mail to silent@ is never reported', async () => {
    await mail.settings(quick);
    const { id } = await (await send('silent@contoso.example')).pollUntilDone();
    await (await send('ann@contoso.example')).pollUntilDone();
    await eventually(async () => expect(await mail.reports()).toHaveLength(1));
    expect(await mail.message(id)).toMatchObject({ status: 'Succeeded', deliveryStatus: 'outForDelivery' });
  });

  it('shows each step: queued, out for delivery, delivered', async () => {
    await mail.settings({ processingMs: 60_000, deliveryMs: 60_000 });
    await send('slow@contoso.example');
    await send('ann@contoso.example');
    const states = async () => (await mail.messages()).map((one) => one.deliveryStatus);
    expect(await states()).toEqual(['queued', 'queued']);
    aheadMs = 60_001;
    expect(await states()).toContain('outForDelivery');
    expect(await mail.reports()).toEqual([]);
  });

  it('is told per recipient, and the operation fails only when nobody is left', async () => {
    await mail.settings(quick);
    const to = ['ann@contoso.example', 'suppressed@contoso.example'].map((address) => ({ address }));
    const poller = await mail
      .client()
      .beginSend(mailTo('', { recipients: { to, bcc: [{ address: 'spam@x.example' }] } }));
    expect((await poller.pollUntilDone()).status).toBe('Succeeded');
    await eventually(async () => {
      const [captured] = await mail.messages();
      expect(captured?.deliveryStatus).toBe('mixed');
      expect(captured?.deliveries).toMatchObject([
        { recipient: 'ann@contoso.example', kind: 'to', status: 'delivered' },
        { recipient: 'suppressed@contoso.example', kind: 'to', status: 'suppressed' },
        { recipient: 'spam@x.example', kind: 'bcc', status: 'filteredSpam' },
      ]);
    });
  });

  it('suppresses an address after it bounced, longer each time it is mailed again', async () => {
    await mail.settings(quick);
    await send('bounce@contoso.example');
    await eventually(async () => expect(await mail.reports()).toHaveLength(1));
    await expect(send('BOUNCE@contoso.example').then((poller) => poller.pollUntilDone())).rejects.toThrow(
      'EmailDroppedAllRecipientsSuppressed',
    );
    await eventually(async () => expect(await mail.reports()).toHaveLength(2));
    const last = (await mail.reports<DeliveryReport>())[1];
    expect(last?.data.status).toBe('Suppressed');
    expect(last?.data).not.toHaveProperty('internetMessageId');
    expect(last?.data.deliveryStatusDetails).not.toHaveProperty('recipientMailServerHostName');
    const { items } = (await (await fetch(`${mail.simulator.url}/_control/suppressions`)).json()) as {
      items: { until: string }[];
    };
    const hours = (Date.parse(items[0]?.until ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(47);
    expect(hours).toBeLessThan(49);
  });

  it('hands the same report out more than once when asked to', async () => {
    await mail.settings({ ...quick, reportCopies: 3 });
    await send('ann@contoso.example');
    await eventually(async () => expect(taken).toHaveLength(3));
    expect(new Set(taken.map((report) => report.id)).size).toBe(1);
  });

  it('hands a report out on demand, late or against the order, for a mail it knows', async () => {
    await mail.settings({ ...quick, attemptTimeName: 'deliveryAttemptTimeStamp' });
    await send('bounce@contoso.example');
    await eventually(async () => expect(taken).toHaveLength(1));
    const [{ operationId } = expect.fail('no mail')] = await mail.messages();
    const order = (body: object) =>
      fetch(`${mail.simulator.url}/_control/delivery-reports`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    expect((await order({ operationId, status: 'Expanded' })).status).toBe(202);
    await eventually(async () => expect(taken).toHaveLength(2));
    expect(taken.map(({ data }) => data.status)).toEqual(['Bounced', 'Expanded']);
    for (const { data } of taken)
      expect(Object.keys(data).filter((name) => /time/i.test(name))).toEqual(['deliveryAttemptTimeStamp']);
    expect((await order({ operationId, status: 'Lost' })).status).toBe(400);
    expect((await order({ operationId, recipient: 'x@y.example', status: 'Failed' })).status).toBe(404);
    expect((await order({ operationId: 'unknown', status: 'Failed' })).status).toBe(404);
  });

  it('keeps mails, reports still to come and suppressions over a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mail-'));
    const statePath = join(folder, 'mail.json');
    try {
      const first = await startMailFixture({ statePath });
      await first.settings({ processingMs: 0, deliveryMs: 300 });
      await first.client().beginSend(mailTo('bounce@contoso.example'), {});
      const [before] = await first.messages();
      await first.simulator.stop();
      const second = await startMailFixture({ statePath });
      expect((await second.messages())[0]?.request.body).toEqual(before?.request.body);
      await eventually(async () =>
        expect(await second.messages()).toMatchObject([{ deliveryStatus: 'bounced' }]),
      );
      expect(await second.reports()).toHaveLength(1);
      await second.simulator.stop();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the controls', () => {
  it('list newest first, and remove one or all', async () => {
    await send('ann@contoso.example');
    await send('ben@contoso.example');
    const listed = await mail.messages();
    expect(listed.map((one) => one.deliveries[0]?.recipient)).toEqual([
      'ben@contoso.example',
      'ann@contoso.example',
    ]);
    const remove = async (path: string) =>
      (await fetch(`${mail.simulator.url}/_control/messages${path}`, { method: 'DELETE' })).status;
    expect(await remove(`/${listed[0]?.operationId ?? ''}`)).toBe(204);
    expect(await remove(`/${listed[0]?.operationId ?? ''}`)).toBe(404);
    expect(await mail.messages()).toMatchObject([{ operationId: listed[1]?.operationId }]);
    expect(await remove('')).toBe(204);
    expect(await mail.messages()).toEqual([]);
  });

  it('refuse settings they do not know', async () => {
    await expect(mail.settings({ quota: 'off' })).rejects.toThrow('quota');
    await expect(mail.settings({ reportCopies: 0 })).rejects.toThrow('reportCopies');
  });

  it('answer 400 for a body that is not JSON', async () => {
    const url = `${mail.simulator.url}/_control/settings`;
    expect((await fetch(url, { method: 'PUT', body: '{' })).status).toBe(400);
  });

  it('forget reports still to come with the reset', async () => {
    await mail.settings({ processingMs: 0, deliveryMs: 2_000 });
    await send('ann@contoso.example');
    await mail.reset();
    await mail.settings({ processingMs: 0, deliveryMs: 2_100 });
    await send('ben@contoso.example');
    await eventually(async () => expect(taken).toHaveLength(1));
    expect(taken[0]?.data.recipient).toBe('ben@contoso.example');
  });
});
