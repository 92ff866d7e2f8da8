import { useState } from 'preact/hooks';
import type { ImportPage } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { useNames } from '../../api/useNames.ts';
import { setQuery, useAddress } from '../../router.tsx';
import type { ScreenProps } from '../../screenProps.ts';
import { AsOf, Badge, Button, Card, Facts, Name, Notice, Skeleton, Time } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { relative } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { isOver, lookOf } from './importState.ts';
import { JobRows } from './jobRows.tsx';
import { ResultFile } from './resultCard.tsx';

const everyMs = 3000;

/** One import: how far it is, when it ends, and what became of each row. */
export function ImportJob({ params }: ScreenProps) {
  const importId = params['id'] ?? '';
  const read = useRead(
    'getImport',
    { params: { importId }, query: { pageSize: 1 } },
    { every: (page) => (page && isOver(page) ? false : everyMs) },
  );
  const page = read.data;
  return (
    <Page
      title={page ? t(`imports.title.${page.action}`) : t('nav.imports')}
      back={{ to: '/imports', label: t('nav.imports') }}
      lead={
        page && (
          <span class="lead-line">
            <Badge tone={lookOf(page)[0]} icon={lookOf(page)[1]}>
              {t(`imports.state.${page.state}`)}
            </Badge>
            <AsOf at={read.at} />
          </span>
        )
      }
      actions={page && <Stop page={page} />}
    >
      {read.problem && <ProblemNotice problem={read.problem} again={read.again} />}
      {!page && !read.problem && <Skeleton lines={8} />}
      {page && (
        <div class="stack">
          <Progress page={page} />
          <ResultFile importId={importId} isOver={isOver(page)} />
          <JobRows importId={importId} page={page} />
        </div>
      )}
    </Page>
  );
}

function Progress({ page }: { page: ImportPage }) {
  const { rows, waiting, done, refused, cancelled } = page.counts;
  const nameOf = useNames([page.by]);
  return (
    <Card title={t('imports.progress')}>
      <div class="progress-part">
        <progress max={Math.max(1, rows)} value={rows - waiting} aria-label={t('imports.progress')} />
        <p role="status">{t('imports.settled', { settled: rows - waiting, rows })}</p>
      </div>
      {page.estimatedEndAt && (
        <p class="card-line">{t('imports.mailTime', { when: relative(page.estimatedEndAt) })}</p>
      )}
      {page.warnings.length > 0 && (
        <Notice tone="quiet" title={t('imports.notReadColumns', { count: page.warnings.length })} />
      )}
      <Facts
        items={[
          [t('imports.result.done'), String(done)],
          [t('imports.result.refused'), String(refused)],
          ...(cancelled > 0 ? [[t('imports.result.cancelled'), String(cancelled)] as const] : []),
          [t('imports.result.waiting'), String(waiting)],
          [t('imports.begun'), <Time key="begun" at={page.createdAt} />],
          [t('imports.by'), <Name key="by">{nameOf(page.by)}</Name>],
          [t('imports.finished'), <Time key="finished" at={page.finishedAt} />],
        ]}
      />
    </Card>
  );
}

/** Stops the rows that have not begun; what has gone out stays so. */
function Stop({ page }: { page: ImportPage }) {
  const stop = useCommand('cancelImport');
  const isAsked = useAddress().query.get('show') === 'stop';
  const [isDone, setDone] = useState(false);
  const close = (): void => setQuery({ show: undefined }, { replace: true });
  if (!may('cancelImport') || isOver(page) || page.state === 'cancelling') return null;
  const run = async (): Promise<void> => {
    if (!(await stop.run({ params: { importId: page.id }, body: {} }))) return;
    setDone(true);
    toast(t('imports.stopped'));
    close();
  };
  return (
    <>
      <Button look="danger" disabled={isDone} onClick={() => setQuery({ show: 'stop' })}>
        {t('imports.stop')}
      </Button>
      {isAsked && (
        <Dialog
          title={t('imports.stopTitle', { count: page.counts.waiting })}
          onClose={close}
          footer={
            <>
              <Button onClick={close}>{t('common.cancel')}</Button>
              <Button look="danger" isBusy={stop.isRunning} onClick={() => void run()}>
                {t('imports.stop')}
              </Button>
            </>
          }
        >
          <p>{t('imports.stopText')}</p>
          {stop.problem && <ProblemNotice problem={stop.problem} />}
        </Dialog>
      )}
    </>
  );
}
