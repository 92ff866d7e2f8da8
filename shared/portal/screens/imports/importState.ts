import type { Import } from '../../../client/operations.ts';
import type { Tone } from '../../ui/basics.tsx';
import type { IconName } from '../../ui/icons.tsx';

type State = Pick<Import, 'state'>;

const looks: Readonly<Record<Import['state'], readonly [Tone, IconName]>> = {
  accepted: ['quiet', 'clock'],
  running: ['busy', 'refresh'],
  cancelling: ['warn', 'clock'],
  cancelled: ['warn', 'close'],
  done: ['good', 'check'],
};

export const lookOf = ({ state }: State): readonly [Tone, IconName] => looks[state];

/** Whether nothing more happens to it. */
export const isOver = ({ state }: State): boolean => state === 'done' || state === 'cancelled';
