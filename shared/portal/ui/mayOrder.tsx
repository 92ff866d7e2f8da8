import { t } from '../words.ts';
import { Badge } from './basics.tsx';

/** Yes, no, or that it is not known; never by colour alone. */
export function MayOrder({ canOrder }: { canOrder: boolean | null }) {
  if (canOrder === null) {
    return (
      <Badge tone="warn" icon="question">
        {t('common.unknown')}
      </Badge>
    );
  }
  return (
    <Badge tone={canOrder ? 'good' : 'quiet'} icon={canOrder ? 'check' : 'close'}>
      {t(canOrder ? 'customers.mayOrderYes' : 'customers.mayOrderNo')}
    </Badge>
  );
}
