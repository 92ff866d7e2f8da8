import { useEffect, useState } from 'preact/hooks';
import { getSession, may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { setQuery, useAddress } from '../../router.tsx';
import { Button, Notice, Skeleton } from '../../ui/basics.tsx';
import { number, relative } from '../../ui/format.ts';
import { ProblemNotice } from '../../ui/problem.tsx';
import { t } from '../../words.ts';
import { bodyOf, type StepProps } from './draft.ts';
import { downloadRows } from './resultFile.ts';
import { ResultsTable } from './resultsTable.tsx';

const shownAtOnce = 100;
const filters = ['all', 'ready', 'refused'] as const;

/** What would become of each row, before anything is sent; then the limits, and the one button that sends. */
export function Review({ draft, onChange, onSent }: StepProps & { onSent: (importId: string) => void }) {
  const judge = useCommand('createImport');
  const send = useCommand('createImport');
  const { judged, table, action, mapping } = draft;
  const { limits } = getSession();
  const isTooLong = (table?.rows.length ?? 0) > limits.importRows;
  const look = async (): Promise<void> => {
    const answer = await judge.run({ query: { action, dryRun: true }, body: bodyOf(draft) });
    if (answer && 'items' in answer) onChange({ ...draft, judged: answer });
  };
  useEffect(() => {
    if (!judged && !isTooLong) void look();
  }, []);
  const start = async (): Promise<void> => {
    const answer = await send.run({ query: { action }, body: bodyOf(draft) });
    if (answer && 'id' in answer) onSent(answer.id);
  };
  if (!table) return null;
  if (isTooLong) {
    return (
      <Notice
        tone="bad"
        title={t('imports.tooManyRows', { rows: table.rows.length, most: limits.importRows })}
      >
        <p>{t('imports.divide')}</p>
      </Notice>
    );
  }
  const file = { rows: new Map(table.rows.map((row) => [row.number, row] as const)), mapping };
  const refused = judged?.items.filter(({ result }) => result === 'refused') ?? [];
  return (
    <div class="stack">
      {judge.problem && <ProblemNotice problem={judge.problem} again={() => void look()} />}
      {send.problem && <ProblemNotice problem={send.problem} again={() => void start()} />}
      {!judged && !judge.problem && <Skeleton lines={8} />}
      {judged && (
        <>
          <Notice
            tone={judged.counts.refused > 0 ? 'warn' : 'good'}
            title={t('bulk.judged', { ready: judged.counts.ready, refused: judged.counts.refused })}
            actions={
              refused.length > 0 && (
                <Button icon="download" onClick={() => downloadRows(table, refused, 'refused')}>
                  {t('imports.refusedFile')}
                </Button>
              )
            }
          >
            {refused.length > 0 && <p>{t('imports.refusedText')}</p>}
            <MailTime endsAt={judged.estimatedEndAt} />
          </Notice>
          <Rows draft={draft} file={file} />
          <div class="actions">
            <Button
              look="primary"
              icon="invite"
              isBusy={send.isRunning}
              disabled={judged.counts.ready === 0}
              onClick={() => void start()}
            >
              {t(action === 'invite' ? 'imports.send' : 'imports.start', { count: judged.counts.ready })}
            </Button>
            <Button onClick={() => setQuery({ step: 'columns', show: undefined })}>{t('common.back')}</Button>
          </div>
        </>
      )}
    </div>
  );
}

/** When the last mail will be out, by the quota of mails. */
function MailTime({ endsAt }: { endsAt: string | null }) {
  const { data } = useRead('getSummary', {}, { isOn: endsAt !== null && may('getSummary') });
  if (endsAt === null) return null;
  if (data?.mail.paused) return <p>{t('imports.mailPaused')}</p>;
  return <p>{t('imports.mailTime', { when: relative(endsAt) })}</p>;
}

function Rows({
  draft,
  file,
}: {
  draft: StepProps['draft'];
  file: Parameters<typeof ResultsTable>[0]['file'];
}) {
  const { query } = useAddress();
  const [count, setCount] = useState(shownAtOnce);
  const filter = filters.find((one) => one === query.get('show')) ?? 'all';
  const items = draft.judged?.items ?? [];
  const counts = draft.judged?.counts;
  const shown = filter === 'all' ? items : items.filter(({ result }) => result === filter);
  const numberOf = { all: items.length, ready: counts?.ready ?? 0, refused: counts?.refused ?? 0 };
  return (
    <>
      <div class="pills" role="group" aria-label={t('imports.result')}>
        {filters.map((one) => (
          <button
            key={one}
            type="button"
            class="pill"
            aria-pressed={filter === one ? 'true' : 'false'}
            onClick={() => setQuery({ show: one === 'all' ? undefined : one }, { replace: true })}
          >
            {one === 'all' ? t('common.all') : t(`imports.result.${one}`)}{' '}
            <span class="count">{number(numberOf[one])}</span>
          </button>
        ))}
      </div>
      <ResultsTable caption={t('imports.step.review')} items={shown.slice(0, count)} file={file} />
      {shown.length > count && (
        <p class="after-table">
          <span class="quiet">{t('imports.shownOf', { shown: count, all: shown.length })}</span>
          <Button onClick={() => setCount(count + 5 * shownAtOnce)}>{t('common.loadMore')}</Button>
        </p>
      )}
    </>
  );
}
