import { createByteBox } from '../../shared/adapters/signing/byteBox.ts';
import { createAtRest } from '../../shared/adapters/storage/kit/atRest.ts';

/** The real one, under a key that everybody knows. */
export const atRest = createAtRest(createByteBox(Buffer.alloc(32, 7), 'tests'));
