import { describe, expect, it } from 'vitest';
import { createSigner } from '../../../../shared/adapters/signing/keys.ts';

const secret = Buffer.alloc(32, 7);
const data = Buffer.from('data');

describe('a signature', () => {
  const mac = createSigner(secret, 'one').sign(data);

  it('has the id of its key and 16 bytes, and holds for its data only', () => {
    const signer = createSigner(secret, 'one');
    expect(mac).toHaveLength(19);
    expect(signer.verify(data, mac)).toBe(true);
    expect(signer.verify(Buffer.from('date'), mac)).toBe(false);
  });

  it('made for another purpose or with another secret does not hold', () => {
    expect(createSigner(secret, 'two').verify(data, mac)).toBe(false);
    expect(createSigner(Buffer.alloc(32, 8), 'one').verify(data, mac)).toBe(false);
  });

  it('of another length does not hold', () => {
    const signer = createSigner(secret, 'one');
    for (const wrong of [
      Buffer.alloc(0),
      mac.subarray(0, 18),
      mac.subarray(0, 15),
      Buffer.concat([mac, mac]),
    ]) {
      expect(signer.verify(data, wrong)).toBe(false);
    }
  });
});
