import { useState } from 'preact/hooks';
import { command } from '../../api/call.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { cache } from '../../api/reads.ts';
import { Button } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';

const dayMs = 24 * 60 * 60_000;

/** An instant as the field of the browser writes it, in the reader's own zone. */
const localText = (at: number): string =>
  new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** Sends again what an endpoint missed between two instants, and tells how many messages that is. */
export function RedeliverRange({ endpointId, onClose }: { endpointId: string; onClose: () => void }) {
  const [from, setFrom] = useState(() => localText(Date.now() - dayMs));
  const [to, setTo] = useState(() => localText(Date.now() + 60_000));
  const [onlyFailed, setOnlyFailed] = useState(true);
  const [count, setCount] = useState<number | undefined>();
  const [problem, setProblem] = useState<Problem | undefined>();
  const isRange = from !== '' && to !== '' && from < to;
  const run = async (): Promise<void> => {
    setProblem(undefined);
    let sent = 0;
    let continuationToken: string | null = null;
    setCount(0);
    try {
      const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), onlyFailed };
      do {
        const body: typeof range & { continuationToken: string | null } = { ...range, continuationToken };
        const answer = await command('redeliverWebhooks', { params: { endpointId }, body });
        sent += answer.redelivered;
        setCount(sent);
        continuationToken = answer.continuationToken;
      } while (continuationToken !== null);
      toast(t('webhook.rangeSent', { count: sent }));
      void cache.invalidateQueries();
      onClose();
    } catch (failure) {
      setProblem(asProblem(failure));
    } finally {
      setCount(undefined);
    }
  };
  const instant = (label: string, value: string, change: (text: string) => void) => (
    <Field label={label}>
      {(props) => (
        <input
          {...props}
          type="datetime-local"
          value={value}
          onInput={(event) => change(event.currentTarget.value)}
        />
      )}
    </Field>
  );
  return (
    <Dialog
      title={t('webhook.range')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" isBusy={count !== undefined} disabled={!isRange} onClick={() => void run()}>
            {count === undefined ? t('webhook.rangeRun') : t('webhook.rangeSent', { count })}
          </Button>
        </>
      }
    >
      <div class="form">
        {instant(t('webhook.from'), from, setFrom)}
        {instant(t('webhook.to'), to, setTo)}
        <label class="check-line">
          <input type="checkbox" checked={onlyFailed} onChange={() => setOnlyFailed(!onlyFailed)} />
          <span>{t('webhook.onlyFailed')}</span>
        </label>
        {problem && <ProblemNotice problem={problem} />}
      </div>
    </Dialog>
  );
}
