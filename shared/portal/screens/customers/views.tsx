import { useState } from 'preact/hooks';
import type { SavedView } from '../../../client/operations.ts';
import { getSession, may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { currentAddress, go } from '../../router.tsx';
import { Badge, Button, IconButton, Name } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Popover } from '../../ui/popover.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import type { Column } from './columns.tsx';

/** Saved filters, order and columns under a name: one's own, and those that colleagues share. */
export function Views({ columns }: { columns: readonly Column[] }) {
  const { data } = useRead('listViews', {}, { isOn: may('listViews') });
  const [isSaving, setSaving] = useState(false);
  const [leaving, setLeaving] = useState<SavedView | undefined>();
  const { person, roles } = getSession();
  const mayDelete = ({ isShared, ownerId }: SavedView): boolean =>
    may('deleteView') && (ownerId === person.id || (isShared && roles.includes('AdminAgent')));
  return (
    <>
      <Popover label={t('views.title')} icon="view" text={t('views.title')} role="group">
        {(close) => (
          <>
            {data?.items.length === 0 && <p class="menu-text">{t('views.none')}</p>}
            {data?.items.map((view) => (
              <div key={view.id} class="menu-line">
                <button
                  type="button"
                  class="menu-item"
                  onClick={() => {
                    close();
                    go(`/customers${view.query && `?${view.query}`}`);
                  }}
                >
                  <Name>{view.name}</Name> {view.isShared && <Badge tone="quiet">{t('views.shared')}</Badge>}
                </button>
                {mayDelete(view) && (
                  <IconButton
                    icon="close"
                    label={t('views.delete', { name: view.name })}
                    onClick={() => {
                      close();
                      setLeaving(view);
                    }}
                  />
                )}
              </div>
            ))}
            {may('createView') && (
              <button
                type="button"
                class="menu-item menu-end"
                onClick={() => {
                  close();
                  setSaving(true);
                }}
              >
                {t('views.saveThis')}
              </button>
            )}
          </>
        )}
      </Popover>
      {isSaving && <SaveView columns={columns} onClose={() => setSaving(false)} />}
      {leaving && <DeleteView view={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}

function SaveView({ columns, onClose }: { columns: readonly Column[]; onClose: () => void }) {
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const create = useCommand('createView');
  const save = async (): Promise<void> => {
    const { query } = currentAddress();
    query.set('columns', columns.map(({ id }) => id).join(','));
    const made = await create.run({ body: { name: name.trim(), query: query.toString(), isShared } });
    if (!made) return;
    toast(t('views.saved', { name: made.name }));
    onClose();
  };
  return (
    <Dialog
      title={t('views.saveThis')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            isBusy={create.isRunning}
            disabled={name.trim() === ''}
            onClick={() => void save()}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form
        class="form"
        onSubmit={(event: Event) => {
          event.preventDefault();
          if (name.trim() !== '') void save();
        }}
      >
        <TextField
          label={t('views.name')}
          hint={t('views.text')}
          value={name}
          maxLength={80}
          onInput={setName}
        />
        <label class="check-line">
          <input type="checkbox" checked={isShared} onChange={() => setShared(!isShared)} />
          <span>{t('views.share')}</span>
        </label>
        {create.problem && <ProblemNotice problem={create.problem} />}
      </form>
    </Dialog>
  );
}

function DeleteView({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const remove = useCommand('deleteView');
  const run = async (): Promise<void> => {
    if ((await remove.run({ params: { viewId: view.id } })) === undefined) return;
    toast(t('views.deleted', { name: view.name }));
    onClose();
  };
  return (
    <Dialog
      title={t('views.delete', { name: view.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="danger" isBusy={remove.isRunning} onClick={() => void run()}>
            {t('views.deleteNow')}
          </Button>
        </>
      }
    >
      <p>{t(view.isShared ? 'views.deleteShared' : 'views.deleteOwn')}</p>
      {remove.problem && <ProblemNotice problem={remove.problem} />}
    </Dialog>
  );
}
