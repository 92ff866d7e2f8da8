import { AgreementError } from '../../domain/errors.ts';
import type { Clock } from '../../workflows/ports/ports.ts';
import { createSigner, signatureBytes, type KeyRing } from './keys.ts';

/** Continuation tokens of our lists: they hold the next position, for one list and one caller only. */
export type PageTokens = {
  /** `scope` names all that must be the same on the next page: list, filter, caller. */
  seal(scope: string, position: string): string;
  /** @throws {AgreementError} `INVALID_CONTINUATION_TOKEN` when forged, of another scope, or older than 24 hours */
  open(scope: string, token: string): string;
};

const lifetimeMs = 24 * 60 * 60_000;
const maxToken = 8192;
const timeBytes = 6;
/** Begins tokens whose signature names its key. Before, the time came first, whose first byte is 1 until 2039. */
const mark = Buffer.from([0xc1]);

/** @throws {Error} when the key is shorter than 32 bytes */
export function createPageTokens({
  key,
  clock,
}: {
  readonly key: KeyRing;
  readonly clock: Clock;
}): PageTokens {
  const signer = createSigner(key, 'page token');
  // As JSON the end of the scope cannot be taken for the beginning of the position.
  const signed = (scope: string, at: number, position: string) =>
    Buffer.from(JSON.stringify([scope, at, position]));
  return {
    seal(scope, position) {
      const at = clock.now().getTime();
      const time = Buffer.alloc(timeBytes);
      time.writeUIntBE(at, 0, timeBytes);
      const signature = signer.sign(signed(scope, at, position));
      return Buffer.concat([mark, time, signature, Buffer.from(position)]).toString('base64url');
    },
    open(scope, token) {
      const all = Buffer.from(token.slice(0, maxToken), 'base64url');
      const isNow = mark.equals(all.subarray(0, mark.length));
      const bytes = isNow ? all.subarray(mark.length) : all;
      const behind = timeBytes + (isNow ? signatureBytes.now : signatureBytes.before);
      // Decoding is lenient; only the form that we wrote ourselves is taken.
      if (bytes.length < behind || all.toString('base64url') !== token) throw refused();
      const at = bytes.readUIntBE(0, timeBytes);
      const position = bytes.toString('utf8', behind);
      if (!signer.verify(signed(scope, at, position), bytes.subarray(timeBytes, behind))) throw refused();
      if (clock.now().getTime() - at > lifetimeMs) throw refused();
      return position;
    },
  };
}

function refused(): AgreementError {
  return new AgreementError(
    'INVALID_CONTINUATION_TOKEN',
    'The continuation token is not valid here, or it is too old. Start again from the first page.',
  );
}
