import type { Customer } from '../../client/operations.ts';
import { t } from '../words.ts';
import type { WordKey } from '../wordKeys.ts';
import { Badge, type Tone } from './basics.tsx';
import type { IconName } from './icons.tsx';

export type Status = Customer['status'];

/** In the order in which an agent cares for them. */
export const statuses: readonly Status[] = [
  'failed',
  'undeliverable',
  'expired',
  'unknown',
  'required',
  'reacceptanceRequired',
  'invited',
  'attesting',
  'accepted',
];

const looks: Readonly<Record<Status, readonly [Tone, IconName]>> = {
  required: ['quiet', 'clock'],
  invited: ['busy', 'invite'],
  undeliverable: ['bad', 'error'],
  expired: ['warn', 'clock'],
  attesting: ['busy', 'shield'],
  accepted: ['good', 'check'],
  reacceptanceRequired: ['warn', 'refresh'],
  unknown: ['warn', 'question'],
  failed: ['bad', 'warning'],
};

export const statusWord = (status: Status): string => t(`status.${status}` satisfies WordKey);
export const statusLook = (status: Status): readonly [Tone, IconName] => looks[status];

export function StatusBadge({ status }: { status: Status }) {
  const [tone, icon] = looks[status];
  return (
    <Badge tone={tone} icon={icon}>
      {statusWord(status)}
    </Badge>
  );
}
