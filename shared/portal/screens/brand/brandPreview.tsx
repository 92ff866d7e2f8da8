import type { InvitationPreview } from '../../../client/operations.ts';
import { SelectField } from '../../ui/field.tsx';
import { MailCard } from '../../ui/mailCard.tsx';
import { languageNames, languages, t, type Language } from '../../words.ts';
import { kinds, show, type Kind } from './shown.ts';

/** One mail with the draft's look, and the choice of another. */
export function BrandPreview(props: {
  mail: InvitationPreview | undefined;
  kind: Kind;
  language: Language;
  /** Whether the draft has faults, so that this is the mail of before them. */
  isStale: boolean;
}) {
  return (
    <MailCard mail={props.mail}>
      <div class="form-row choose-mail">
        <SelectField
          label={t('brand.kind')}
          value={props.kind}
          onChange={(kind) => show({ kind: kind as Kind })}
          options={kinds.map((kind) => [kind, t(`brand.kind.${kind}`)] as const)}
        />
        <SelectField
          label={t('common.language')}
          value={props.language}
          onChange={(language) => show({ language: language as Language })}
          options={languages.map((one) => [one, languageNames[one]] as const)}
        />
      </div>
      {props.isStale && <p class="hint">{t('brand.stale')}</p>}
    </MailCard>
  );
}
