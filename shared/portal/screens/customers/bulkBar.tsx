import { useState } from 'preact/hooks';
import type { Customer } from '../../../client/operations.ts';
import { command } from '../../api/call.ts';
import { may } from '../../api/permissions.ts';
import { cache } from '../../api/reads.ts';
import { Button } from '../../ui/basics.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { downloadCustomers } from './csv.ts';
import { InviteMany } from './inviteMany.tsx';

const atOnce = 3;

/** What can be done with all that is selected; it says how many that is. */
export function BulkBar({ selected, onClear }: { selected: readonly Customer[]; onClear: () => void }) {
  const [isInviting, setInviting] = useState(false);
  const [done, setDone] = useState<number | undefined>();
  if (selected.length === 0) return <div role="status" class="hidden" />;
  const check = async (): Promise<void> => {
    setDone(0);
    const refused = await each(selected, (one) => command('requestCheck', paramsOf(one)), setDone);
    setDone(undefined);
    toast(t('bulk.checked', { count: selected.length - refused, refused }));
    void cache.invalidateQueries();
  };
  return (
    <>
      <div class="bulk" role="region" aria-label={t('bulk.title')}>
        <strong role="status">{t('bulk.selected', { count: selected.length })}</strong>
        <span class="actions">
          {may('createImport') && (
            <Button look="primary" icon="invite" onClick={() => setInviting(true)}>
              {t('bulk.invite')}
            </Button>
          )}
          {may('requestCheck') && (
            <Button icon="refresh" isBusy={done !== undefined} onClick={() => void check()}>
              {done === undefined ? t('bulk.check') : t('bulk.checking', { done, of: selected.length })}
            </Button>
          )}
          <Button icon="download" onClick={() => downloadCustomers(selected)}>
            {t('bulk.export')}
          </Button>
          <Button look="subtle" icon="close" onClick={onClear}>
            {t('bulk.clear')}
          </Button>
        </span>
      </div>
      {isInviting && (
        <InviteMany
          customers={selected}
          onClose={() => setInviting(false)}
          onSent={() => {
            setInviting(false);
            onClear();
          }}
        />
      )}
    </>
  );
}

const paramsOf = ({ customerTenantId }: Customer) => ({ params: { customerTenantId }, body: {} });

/** Does the same for each, a few at once. Answers how many were refused. */
async function each<T>(
  all: readonly T[],
  act: (one: T) => Promise<unknown>,
  onDone: (count: number) => void,
): Promise<number> {
  const waiting = [...all];
  let done = 0;
  let refused = 0;
  const work = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      await act(one).catch(() => (refused += 1));
      onDone((done += 1));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return refused;
}
