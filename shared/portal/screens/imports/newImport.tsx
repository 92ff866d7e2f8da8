import { useState } from 'preact/hooks';
import { setQuery, useAddress, useGo } from '../../router.tsx';
import { Page } from '../../ui/page.tsx';
import { t } from '../../words.ts';
import { ChooseColumns } from './chooseColumns.tsx';
import { ChooseFile } from './chooseFile.tsx';
import { rememberMapping } from './columns.ts';
import { isMapped, keepDraft, keepFile, keptDraft, type Draft } from './draft.ts';
import { Review } from './review.tsx';

const steps = ['file', 'columns', 'review'] as const;

/** A file of many customers: chosen, its columns named, and each row judged before anything is sent. */
export function NewImport() {
  const { query } = useAddress();
  const go = useGo();
  const [draft, setDraft] = useState(keptDraft);
  const change = (next: Draft): void => {
    keepDraft(next);
    setDraft(next);
  };
  const asked = steps.find((one) => one === query.get('step')) ?? 'file';
  // After a reload the file is gone, and the way begins anew.
  const step =
    draft.table === undefined ? 'file' : asked === 'review' && !isMapped(draft) ? 'columns' : asked;
  const toReview = (): void => {
    if (draft.table) rememberMapping(draft.table, draft.mapping);
    setQuery({ step: 'review' });
  };
  const toJob = (importId: string): void => {
    if (draft.table) keepFile(importId, draft.table, draft.mapping);
    go(`/imports/${importId}`, { replace: true });
  };
  return (
    <Page
      title={t('imports.new')}
      back={{ to: '/imports', label: t('nav.imports') }}
      lead={t('imports.newText')}
    >
      <ol class="wizard">
        {steps.map((one, at) => (
          <li
            key={one}
            aria-current={one === step ? 'step' : undefined}
            class={at < steps.indexOf(step) ? 'done' : ''}
          >
            {t(`imports.step.${one}`)}
          </li>
        ))}
      </ol>
      {step === 'file' && (
        <ChooseFile draft={draft} onChange={change} onNext={() => setQuery({ step: 'columns' })} />
      )}
      {step === 'columns' && <ChooseColumns draft={draft} onChange={change} onNext={toReview} />}
      {step === 'review' && <Review draft={draft} onChange={change} onSent={toJob} />}
    </Page>
  );
}
