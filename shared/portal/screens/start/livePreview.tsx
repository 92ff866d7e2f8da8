import { useEffect, useState } from 'preact/hooks';
import type { InvitationPreview } from '../../../client/operations.ts';
import { call } from '../../api/call.ts';
import { Card, Skeleton } from '../../ui/basics.tsx';
import { MailPreview } from '../../ui/mailPreview.tsx';
import { t } from '../../words.ts';
import type { Draft } from './draft.ts';

const afterMs = 400;

/** The mail as it will look, a moment after each change. */
export function LivePreview({ draft, companyName }: { draft: Draft; companyName: string }) {
  const [mail, setMail] = useState<InvitationPreview | undefined>();
  const [isText, setText] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email) ? draft.email : 'name@example.com';
      const body = {
        kind: draft.path === 'invite' ? ('existingCustomer' as const) : ('attestation' as const),
        recipient: {
          email,
          firstName: draft.firstName.trim() || null,
          lastName: draft.lastName.trim() || null,
        },
        companyName: companyName || null,
        language: draft.language,
        note: draft.path === 'invite' ? draft.note.trim() || null : null,
      };
      // A half-typed name may be refused; the mail of the moment before stays.
      call('previewInvitation', { body }, { signal: stop.signal }).then(setMail, () => undefined);
    }, afterMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [draft, companyName]);
  return (
    <Card
      title={t('start.preview')}
      class="preview-card"
      actions={
        <div class="pills">
          {[false, true].map((one) => (
            <button
              key={String(one)}
              type="button"
              class="pill"
              aria-pressed={isText === one ? 'true' : 'false'}
              onClick={() => setText(one)}
            >
              {t(one ? 'start.asText' : 'start.asHtml')}
            </button>
          ))}
        </div>
      }
    >
      {!mail && <Skeleton lines={6} />}
      {mail && (
        <>
          <p class="subject">
            <span class="quiet">{t('links.subject')}</span> <bdi>{mail.subject}</bdi>
          </p>
          {isText ? (
            <pre class="mail-text" dir="auto" tabIndex={0}>
              {mail.text}
            </pre>
          ) : (
            <MailPreview html={mail.html} title={t('start.preview')} />
          )}
        </>
      )}
    </Card>
  );
}
