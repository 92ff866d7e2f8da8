import { useEffect, useState } from 'preact/hooks';
import type { MailBrand } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { cache, useCommand, useRead } from '../../api/reads.ts';
import { usePreview } from '../../api/usePreview.ts';
import { Badge, Button, Skeleton } from '../../ui/basics.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { BrandPreview } from './brandPreview.tsx';
import { Changed } from './changed.tsx';
import { bodyOf, draftOf, isSame, wrongIn, type Draft, type Wrong } from './draft.ts';
import { Colors, Identity, Logo } from './look.tsx';
import { useShown } from './shown.ts';
import { Versions } from './versions.tsx';
import { Wordings } from './wordings.tsx';

// In memory: whoever looks at another screen finds the draft again.
let kept: { readonly draft: Draft; readonly base: MailBrand } | undefined;

/** How the partner's mails look: a form with the mail beside it as it will be. */
export function Brand() {
  const read = useRead('getMailBrand');
  if (read.data) return <Form saved={read.data} />;
  return (
    <Page title={t('brand.title')} lead={t('brand.lead')}>
      {read.problem ? <ProblemNotice problem={read.problem} again={read.again} /> : <Skeleton lines={8} />}
    </Page>
  );
}

function Form({ saved }: { saved: MailBrand }) {
  const [base, setBase] = useState<MailBrand>(kept?.base ?? saved);
  const [draft, setDraft] = useState<Draft>(kept?.draft ?? draftOf(saved));
  const save = useCommand('saveMailBrand');
  const { kind, language } = useShown();
  const isDirty = !isSame(draft, draftOf(base));
  const mayChange = may('saveMailBrand');
  const change = (part: Partial<Draft>): void => {
    save.forget();
    setDraft({ ...draft, ...part });
  };
  const restart = (brand: MailBrand, from = draftOf(brand)): void => {
    save.forget();
    setBase(brand);
    setDraft(from);
  };
  useEffect(() => {
    // A newer version that somebody saved is taken at once where nothing is typed.
    if (!isDirty && saved.version > base.version) restart(saved);
    kept = isDirty ? { draft, base } : undefined;
  }, [draft, base, saved]);
  useAskBeforeLeaving(isDirty);
  const ours = wrongIn(draft);
  const isFine = Object.keys(ours).length === 0;
  const preview = usePreview(
    may('previewInvitation') && isFine ? { kind, language, brand: bodyOf(draft) } : undefined,
  );
  const theirs = fromProblem([...(preview.problem?.errors ?? []), ...(save.problem?.errors ?? [])]);
  const wrong: Wrong = { ...theirs, ...ours };
  const send = async (replaces = base.version): Promise<void> => {
    if (!isFine) return;
    const answer = await save.run({ body: { ...bodyOf(draft), replaces } });
    if (!answer) {
      // Somebody else may have saved: what they saved is shown beside the draft.
      await cache.invalidateQueries({ queryKey: ['getMailBrand'] });
      return;
    }
    cache.setQueryData(['getMailBrand', {}], answer);
    restart(answer);
    toast(t('brand.saved', { version: answer.version }));
  };
  const isChanged = save.problem?.code === 'BRAND_CHANGED' || (isDirty && saved.version > base.version);
  return (
    <Page title={t('brand.title')} lead={t('brand.lead')}>
      <form
        class="split brand"
        noValidate
        onSubmit={(event: Event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div class="stack">
          {isChanged && (
            <Changed
              saved={saved}
              draft={draft}
              onKeep={() => void send(saved.version)}
              onTake={() => restart(saved)}
            />
          )}
          {save.problem && !isChanged && <ProblemNotice problem={save.problem} />}
          <fieldset class="plain stack" disabled={!mayChange}>
            <Identity draft={draft} wrong={wrong} onChange={change} />
            <Colors draft={draft} wrong={wrong} onChange={change} />
            <Logo draft={draft} wrong={wrong} onChange={change} />
            <Wordings draft={draft} wrong={wrong} language={language} onChange={change} />
          </fieldset>
          <Versions current={base.version} onTake={(brand) => change(draftOf(brand))} />
          {isDirty && (
            <div class="save-bar">
              <Badge tone="warn">{t('brand.unsaved')}</Badge>
              <span class="grow" />
              <Button onClick={() => restart(saved)}>{t('brand.discard')}</Button>
              <Button
                type="submit"
                look="primary"
                isBusy={save.isRunning}
                disabled={Object.keys(wrong).length > 0}
              >
                {t('common.save')}
              </Button>
            </div>
          )}
        </div>
        {may('previewInvitation') && (
          <BrandPreview
            mail={preview.mail}
            kind={kind}
            language={language}
            isStale={Object.keys(wrong).length > 0}
          />
        )}
      </form>
    </Page>
  );
}

/** Errors of a preview point below `/brand`, those of a save do not. */
function fromProblem(errors: readonly { readonly pointer: string; readonly message: string }[]): Wrong {
  return Object.fromEntries(
    errors.map(({ pointer, message }) => [pointer.replace(/^\/brand(?=\/)/, ''), message]),
  );
}

/** The browser asks before it throws away what is typed. */
function useAskBeforeLeaving(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isDirty]);
}
