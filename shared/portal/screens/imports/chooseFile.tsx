import { useState } from 'preact/hooks';
import { getSession, may } from '../../api/permissions.ts';
import { Button, Card, Name, Notice } from '../../ui/basics.tsx';

import { Icon } from '../../ui/icons.tsx';
import { t } from '../../words.ts';
import type { WordKey } from '../../wordKeys.ts';
import { download } from '../../ui/download.ts';
import { csvLine } from '../customers/csv.ts';
import { columnsFor, type ImportAction } from './columns.ts';
import { withTable, type StepProps } from './draft.ts';
import { DropZone } from './dropZone.tsx';
import { readTable } from './table.ts';

const actions: readonly ImportAction[] = ['invite', 'attest', 'resend', 'cancel', 'check'];

/** What is wanted for each customer, and the file that names them. */
export function ChooseFile({ draft, onChange, onNext }: StepProps & { onNext: () => void }) {
  const [wrong, setWrong] = useState<WordKey | undefined>();
  const { limits } = getSession();
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const table = await readTable(file, limits.importBytes);
    setWrong('wrong' in table ? table.wrong : undefined);
    if ('wrong' in table) return onChange(withTable(draft, undefined));
    onChange(withTable(draft, table));
    onNext();
  };
  const choose = (action: ImportAction): void => onChange(withTable({ ...draft, action }, draft.table));
  return (
    <div class="stack narrow">
      <Card title={t('imports.what')}>
        <div class="form" role="radiogroup" aria-label={t('imports.what')}>
          {actions
            .filter((action) => action !== 'attest' || may('attestCustomer'))
            .map((action) => (
              <label key={action} class="choice">
                <input
                  type="radio"
                  name="action"
                  checked={draft.action === action}
                  onChange={() => choose(action)}
                />
                <span>
                  <strong>{t(`imports.action.${action}`)}</strong>
                  <span class="quiet">{t(`imports.actionText.${action}`)}</span>
                </span>
              </label>
            ))}
        </div>
      </Card>
      <Card
        title={t('imports.file')}
        actions={
          <Button icon="download" onClick={() => downloadTemplate(draft.action)}>
            {t('imports.template')}
          </Button>
        }
      >
        <DropZone onFile={(file) => void take(file)} />
        <p class="hint drop-hint">
          {t('imports.fileHint', {
            rows: limits.importRows,
            megabytes: Math.floor(limits.importBytes / 1024 / 1024),
          })}
        </p>
        {wrong && (
          <Notice tone="bad" title={t(wrong)}>
            <p>{t('imports.file.next')}</p>
          </Notice>
        )}
        {draft.table && (
          <div class="chosen">
            <Icon name="check" />
            <span class="grow">
              <strong>
                <Name>{draft.table.name}</Name>
              </strong>{' '}
              · {t('imports.rowCount', { count: draft.table.rows.length })}
            </span>
            <Button look="primary" onClick={onNext}>
              {t('common.next')}
            </Button>
          </div>
        )}
      </Card>
    </div>
  );
}

function downloadTemplate(action: ImportAction): void {
  download(`${action}.csv`, `${csvLine(columnsFor(action).filter((one) => one !== 'customerTenantId'))}\r\n`);
}
