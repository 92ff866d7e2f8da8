import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { getSession } from '../../api/permissions.ts';
import { Problem } from '../../api/problem.ts';
import { Button, Card, Name, Notice } from '../../ui/basics.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { t } from '../../words.ts';
import type { WordKey } from '../../wordKeys.ts';
import { DropZone } from './dropZone.tsx';
import { mappingOf } from './columns.ts';
import { fileOf, keepFile } from './draft.ts';
import { downloadResults, downloadRows } from './resultFile.ts';
import type { ResultRow } from './rowProblem.ts';
import { readTable } from './table.ts';

/** The result as a file: the person's own rows with the outcome behind each, put together in the browser. */
export function ResultFile({ importId, isOver }: { importId: string; isOver: boolean }) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();
  const [wrong, setWrong] = useState<WordKey | undefined>();
  const [, setCount] = useState(0);
  const kept = fileOf(importId);
  const save = async (which: 'all' | 'refused'): Promise<void> => {
    setBusy(true);
    try {
      const results = await readAll(importId);
      if (kept) downloadRows(kept.table, results, which);
      else downloadResults(results);
      setProblem(undefined);
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure : new Problem(0, {}, null));
    }
    setBusy(false);
  };
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const table = await readTable(file, getSession().limits.importBytes);
    setWrong('wrong' in table ? table.wrong : undefined);
    if (!('wrong' in table)) keepFile(importId, table, mappingOf(table, 'attest'));
    setCount((count) => count + 1);
  };
  return (
    <Card title={t('imports.resultFile')}>
      <p class="quiet">
        {kept ? (
          <>
            <Name>{kept.table.name}</Name> · {t('imports.rowCount', { count: kept.table.rows.length })}
          </>
        ) : (
          t('imports.fileAgain')
        )}
      </p>
      {!isOver && <p class="quiet">{t('imports.resultSoFar')}</p>}
      {problem && <ProblemNotice problem={problem} />}
      {wrong && <Notice tone="bad" title={t(wrong)} />}
      <div class="actions card-foot">
        <Button icon="download" isBusy={isBusy} onClick={() => void save('all')}>
          {t('imports.downloadResult')}
        </Button>
        {kept && (
          <Button icon="download" isBusy={isBusy} onClick={() => void save('refused')}>
            {t('imports.refusedFile')}
          </Button>
        )}
      </div>
      {!kept && <DropZone onFile={(file) => void take(file)} />}
    </Card>
  );
}

async function readAll(importId: string): Promise<ResultRow[]> {
  const all: ResultRow[] = [];
  let continuationToken: string | undefined;
  do {
    const page = await call('getImport', {
      params: { importId },
      query: {
        pageSize: getSession().limits.pageSize,
        ...(continuationToken ? { continuationToken } : {}),
      },
    });
    all.push(...page.items);
    continuationToken = page.continuationToken ?? undefined;
  } while (continuationToken);
  return all;
}
