import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import type { TableClient } from '@azure/data-tables';
import { AgreementError } from '../../../domain/errors.ts';
import type { OutgoingMail } from '../../../workflows/ports/mailPorts.ts';
import type { IdempotencyRecord } from '../../../workflows/ports/recordPorts.ts';
import type { ByteBox } from '../../signing/byteBox.ts';
import { undefinedIfMissing } from './storageFailure.ts';

const unzip = promisify(gunzip);

type Place = { readonly partitionKey: string; readonly rowKey: string };

/**
 * Rows with texts that hold links which grant something, a password or people: mails, answers kept for repeats, and
 * what waits in an import.
 * They are packed, since a mail is longer than a string property may be (32 Ki characters, documented), and
 * encrypted for their row, so that the tables alone do not reveal them.
 * Reading throws `INTERNAL_ERROR` for what was stored under another `SIGNING_KEY`.
 */
export type AtRest = {
  seal(place: Place, text: string): Uint8Array;
  open(place: Place, sealed: Uint8Array): Promise<string>;
  mailRow(place: Place, mail: OutgoingMail): Place & { readonly mail: Uint8Array };
  readMail(table: TableClient, place: Place): Promise<OutgoingMail | undefined>;
  receiptRow(
    place: Place,
    receipt: IdempotencyRecord,
  ): Place & Omit<IdempotencyRecord, 'answer'> & { readonly sealed: Uint8Array };
  readReceipt(table: TableClient, place: Place): Promise<IdempotencyRecord | undefined>;
};

export function createAtRest(box: ByteBox): AtRest {
  const seal = (place: Place, content: string): Uint8Array =>
    // Some kilobytes: a turn through the thread pool takes longer than the packing, and the usual level of 6 saves
    // six percent of the bytes for nearly twice the time (measured).
    box.seal(gzipSync(content, { level: 3 }), nameOf(place));
  const open = async (place: Place, sealed: Uint8Array): Promise<string> =>
    (await unzip(opened(box, sealed, nameOf(place)))).toString();
  return {
    seal,
    open,
    mailRow: (place, mail) => ({ ...place, mail: seal(place, JSON.stringify(mail)) }),
    async readMail(table, place) {
      const row = await undefinedIfMissing(
        table.getEntity<{ mail: Uint8Array }>(place.partitionKey, place.rowKey),
      );
      return row && (JSON.parse(await open(place, row.mail)) as OutgoingMail);
    },
    receiptRow: (place, { id, fingerprint, answer }) => ({
      ...{ ...place, id, fingerprint },
      sealed: seal(place, answer),
    }),
    async readReceipt(table, place) {
      type Row = Omit<IdempotencyRecord, 'answer'> & { readonly sealed: Uint8Array };
      const row = await undefinedIfMissing(table.getEntity<Row>(place.partitionKey, place.rowKey));
      return row && { id: row.id, fingerprint: row.fingerprint, answer: await open(place, row.sealed) };
    },
  };
}

function nameOf({ partitionKey, rowKey }: Place): string {
  return JSON.stringify([partitionKey, rowKey]);
}

function opened(box: ByteBox, sealed: Uint8Array, place: string): Uint8Array {
  try {
    return box.open(sealed, place);
  } catch {
    throw new AgreementError(
      'INTERNAL_ERROR',
      'A stored mail or answer does not open: it was changed, or stored under another SIGNING_KEY.',
    );
  }
}
