import type { SenderRefusal, SenderRefusals } from '../../../workflows/ports/connectionPorts.ts';
import type { SenderNotes } from '../../email/noteSenderRefusals.ts';
import type { Tables } from '../kit/storageClients.ts';
import { ignoreConflict, undefinedIfMissing, storageCall } from '../kit/storageFailure.ts';

const keys = { partitionKey: 'condition', rowKey: 'mailSender' } as const;

/** One row beside the schedule while the mail service refuses our sender; none otherwise. */
export function createSenderNotes({ due }: Pick<Tables, 'due'>): SenderNotes & SenderRefusals {
  const read = () => undefinedIfMissing(due.getEntity<SenderRefusal>(keys.partitionKey, keys.rowKey));
  return {
    current: () =>
      storageCall(async () => {
        const row = await read();
        return row && { code: row.code, firstAt: row.firstAt, lastAt: row.lastAt };
      }),
    refused: (code, at) =>
      storageCall(async () => {
        const firstAt = (await read())?.firstAt ?? at;
        await due.upsertEntity({ ...keys, code, firstAt, lastAt: at }, 'Replace');
      }),
    accepted: () => storageCall(() => ignoreConflict(due.deleteEntity(keys.partitionKey, keys.rowKey))),
  };
}
