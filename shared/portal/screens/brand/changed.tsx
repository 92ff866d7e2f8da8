import type { MailBrand } from '../../../client/operations.ts';
import { Button, Notice, Time } from '../../ui/basics.tsx';
import { t } from '../../words.ts';
import type { WordKey } from '../../wordKeys.ts';
import { bodyOf, draftOf, type BrandBody, type Draft } from './draft.ts';

const names: readonly (readonly [keyof BrandBody, WordKey])[] = [
  ['partnerName', 'brand.name'],
  ['supportEmail', 'brand.support'],
  ['supportPhone', 'brand.supportPhone'],
  ['contactName', 'brand.contactName'],
  ['legalFooter', 'brand.footer'],
  ['colors', 'brand.colors'],
  ['logo', 'brand.logo'],
  ['wording', 'brand.texts'],
];

/** Somebody saved while this draft was typed: it stays, and the person decides which of the two holds. */
export function Changed(props: { saved: MailBrand; draft: Draft; onKeep: () => void; onTake: () => void }) {
  const mine = bodyOf(props.draft);
  const theirs = bodyOf(draftOf(props.saved));
  const different = names.filter(
    ([name]) => JSON.stringify(mine[name] ?? null) !== JSON.stringify(theirs[name] ?? null),
  );
  return (
    <Notice
      tone="warn"
      title={t('brand.changed', { version: props.saved.version })}
      actions={
        <>
          <Button onClick={props.onTake}>{t('brand.take')}</Button>
          <Button onClick={props.onKeep}>{t('brand.keep')}</Button>
        </>
      }
    >
      <p>{t('brand.changedText')}</p>
      <p>
        <Time at={props.saved.savedAt} />
        {different.length > 0 && (
          <>
            {' · '}
            {t('brand.different', {
              what: new Intl.ListFormat(document.documentElement.lang).format(
                different.map(([, word]) => t(word)),
              ),
            })}
          </>
        )}
      </p>
    </Notice>
  );
}
