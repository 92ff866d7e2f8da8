import { describe, expect, it } from 'vitest';
import { createByteBox } from '../../../../../shared/adapters/signing/byteBox.ts';
import { createAtRest } from '../../../../../shared/adapters/storage/kit/atRest.ts';
import { createMemoryTables } from '../../../../fakes/tables/memoryTables.ts';

const key = Buffer.alloc(32, 1);
const place = { partitionKey: 'p', rowKey: 'r' };
const mail = {
  operationId: '1',
  recipient: 'kim@bellows.example',
  recipientName: null,
  subject: 'S',
  html: 'https://partner.example/api/c/secret'.repeat(2000),
  text: 'https://partner.example/api/c/secret',
};
const receipt = { id: 'i', fingerprint: 'f', answer: 'https://partner.example/api/c/secret' };
const atRestWith = (secret: Uint8Array, purpose = 'texts') => createAtRest(createByteBox(secret, purpose));
const atRest = atRestWith(key);

async function tableWith(row: { partitionKey: string; rowKey: string }) {
  const { customers } = createMemoryTables().clients;
  await customers.createEntity(row);
  return customers;
}

describe('a mail or answer at rest', () => {
  it('is read as it was stored, and nothing of it stands in the row', async () => {
    const rows = [
      atRest.mailRow(place, mail),
      atRest.receiptRow({ ...place, rowKey: 'k' }, receipt),
    ] as const;
    const [mails, receipts] = [await tableWith(rows[0]), await tableWith(rows[1])];
    expect(await atRest.readMail(mails, place)).toEqual(mail);
    expect(await atRest.readReceipt(receipts, { ...place, rowKey: 'k' })).toEqual(receipt);
    const bytes = Buffer.concat([rows[0].mail, rows[1].sealed]).toString('latin1');
    expect(bytes).not.toMatch(/secret|bellows/);
    expect(rows[0].mail.length).toBeLessThan(2000);
    expect(await atRest.readMail(mails, { ...place, rowKey: 'another' })).toBeUndefined();
  });

  it.each([
    ['in another row', { rowKey: 'other' }, atRest, 0],
    ['under another key', {}, atRestWith(Buffer.alloc(32, 2)), 0],
    ['by another purpose of the key', {}, atRestWith(key, 'other'), 0],
    ['after a bit was changed', {}, atRest, 1],
  ])('is not opened %s', async (_what, change, reader, flip) => {
    const { mail: sealed } = atRest.mailRow(place, mail);
    const bytes = Buffer.from(sealed);
    bytes.writeUInt8(bytes.readUInt8(40) ^ flip, 40);
    const there = { ...place, ...change };
    const table = await tableWith({ ...there, mail: bytes } as typeof place);
    await expect(reader.readMail(table, there)).rejects.toMatchObject({ code: 'INTERNAL_ERROR' });
  });

  it('needs a key of 32 bytes', () => {
    expect(() => createByteBox(Buffer.alloc(31), 'texts')).toThrow(/32 bytes/);
  });
});
