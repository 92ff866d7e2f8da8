import { t } from '../words.ts';
import { Button } from './basics.tsx';

/** The next page of a list, where there is one. */
export function More({ pages }: { pages: { hasMore: boolean; isReading: boolean; more: () => void } }) {
  if (!pages.hasMore) return null;
  return (
    <Button isBusy={pages.isReading} onClick={pages.more}>
      {t('common.loadMore')}
    </Button>
  );
}
