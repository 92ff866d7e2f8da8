import { AgreementError } from '../../domain/errors.ts';
import type { Clock } from '../../workflows/ports/ports.ts';
import { createSigner, type KeyRing } from './keys.ts';

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
const macBytes = 16;

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
      const mac = signer.sign(signed(scope, at, position));
      return Buffer.concat([time, mac, Buffer.from(position)]).toString('base64url');
    },
    open(scope, token) {
      const bytes = Buffer.from(token.slice(0, maxToken), 'base64url');
      // Decoding is lenient; only the form that we wrote ourselves is taken.
      if (bytes.length < timeBytes + macBytes || bytes.toString('base64url') !== token) throw refused();
      const at = bytes.readUIntBE(0, timeBytes);
      const position = bytes.toString('utf8', timeBytes + macBytes);
      const mac = bytes.subarray(timeBytes, timeBytes + macBytes);
      if (!signer.verify(signed(scope, at, position), mac)) throw refused();
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
