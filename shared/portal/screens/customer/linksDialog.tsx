import type { Customer, LinkContent } from '../../../client/operations.ts';
import { Button, Notice, Skeleton } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { MailPreview } from '../../ui/mailPreview.tsx';
import { copy } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { openWay } from './actions.ts';
import { noteLinkCopied } from './noteLinkCopied.ts';
import { useContent } from './useContent.ts';

/** The link with the texts to send it by hand, each to copy. */
export function LinksDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const way = openWay(customer);
  const { data, problem, again } = useContent(customer);
  return (
    <Dialog
      title={t('links.title')}
      isWide
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      {!way && <Notice tone="quiet" title={t('links.none')} />}
      {problem && <ProblemNotice problem={problem} again={again} />}
      {way && !data && !problem && <Skeleton lines={8} />}
      {way && data && <Content url={data.url} content={data} onCopied={() => noteLinkCopied(customer)} />}
    </Dialog>
  );
}

/** A link and its mail: link, subject, text and html, each with its own button. */
export function Content({
  url,
  content,
  onCopied = () => undefined,
}: {
  url: string | null;
  content: LinkContent | undefined;
  /** Each of the texts holds the link, too. */
  onCopied?: () => void;
}) {
  return (
    <>
      {url && <Copyable label={t('links.link')} text={url} isCode onCopied={onCopied} />}
      {content && (
        <>
          <Copyable label={t('links.subject')} text={content.subject} />
          <Copyable label={t('links.text')} text={content.text} isLong onCopied={onCopied} />
          <div class="field">
            <div class="copy-head">
              <span class="label">{t('links.html')}</span>
              <Button icon="copy" onClick={() => void copy(content.html, t('links.html')).then(onCopied)}>
                {t('common.copy')}
              </Button>
            </div>
            <MailPreview html={content.html} title={t('links.html')} />
          </div>
          <p>
            <a class="button primary" href={content.mailto} onClick={onCopied}>
              {t('links.openInMail')}
            </a>
          </p>
        </>
      )}
    </>
  );
}

function Copyable(props: {
  label: string;
  text: string;
  isCode?: boolean;
  isLong?: boolean;
  onCopied?: () => void;
}) {
  const { label, text } = props;
  return (
    <div class="field">
      <div class="copy-head">
        <span class="label">{label}</span>
        <Button icon="copy" onClick={() => void copy(text, label).then(props.onCopied)}>
          {t('common.copy')}
        </Button>
      </div>
      <div class={props.isLong ? 'copy-text long' : 'copy-text'} dir={props.isCode ? 'ltr' : 'auto'}>
        {text}
      </div>
    </div>
  );
}
