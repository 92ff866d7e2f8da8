import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { InvitationPreview } from '../../client/operations.ts';
import { t } from '../words.ts';
import { Card, Skeleton } from './basics.tsx';
import { MailPreview } from './mailPreview.tsx';

/** A mail with its subject, as html or as plain text; `children` stand above it. */
export function MailCard({
  mail,
  children,
}: {
  mail: InvitationPreview | undefined;
  children?: ComponentChildren;
}) {
  const [isText, setText] = useState(false);
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
      {children}
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
