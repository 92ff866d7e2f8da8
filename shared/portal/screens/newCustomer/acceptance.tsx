import { getSession, may } from '../../api/permissions.ts';
import { Card } from '../../ui/basics.tsx';
import { Field, SelectField } from '../../ui/field.tsx';
import { languageName } from '../../ui/format.ts';
import { t } from '../../words.ts';
import type { Draft } from './draft.ts';

type Props = { draft: Draft; onChange: (part: Partial<Draft>) => void };

/** How the new customer accepts: by an invitation, or on Microsoft's page for the partner's attestation. */
export function Acceptance({ draft, onChange }: Props) {
  const paths = may('attestCustomer') ? (['invite', 'attest'] as const) : (['invite'] as const);
  return (
    <Card title={t('start.path')}>
      <div class="form">
        <div class="form" role="radiogroup" aria-label={t('start.path')}>
          {paths.map((path) => (
            <label key={path} class="choice">
              <input
                type="radio"
                name="path"
                checked={draft.path === path}
                onChange={() => onChange({ path })}
              />
              <span>
                <strong>{t(path === 'invite' ? 'start.invite' : 'start.attest')}</strong>
                <span class="quiet">{t(`newCustomer.path.${path}`)}</span>
              </span>
            </label>
          ))}
        </div>
        <SelectField
          label={t('start.language')}
          value={draft.language}
          onChange={(language) => onChange({ language })}
          options={getSession().languages.map((one) => [one, languageName(one)] as const)}
        />
        {draft.path === 'invite' && (
          <Field label={t('start.note')} hint={t('start.noteHint')}>
            {(given) => (
              <textarea
                {...given}
                dir="auto"
                value={draft.note}
                maxLength={getSession().limits.noteLength}
                onInput={(event: Event) =>
                  onChange({ note: (event.currentTarget as HTMLTextAreaElement).value })
                }
              />
            )}
          </Field>
        )}
      </div>
    </Card>
  );
}
