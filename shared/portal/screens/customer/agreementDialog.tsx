import { useState } from 'preact/hooks';
import type { Customer } from '../../../client/operations.ts';
import { useRead } from '../../api/reads.ts';
import { Button, Notice, Skeleton } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { countryName, languageName } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { language, t } from '../../words.ts';

/** The text of the agreement for the customer's country, in a language that Microsoft offers there. */
export function AgreementDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { data: offered, problem, again } = useRead('getAgreementMetadata');
  const [country, setCountry] = useState(customer.country ?? '');
  const [chosen, setChosen] = useState<string>(customer.invitation?.language ?? language());
  const languages = offered?.countries.find((one) => one.country === country)?.languages ?? [];
  const same = languages.find((one) => one.split('-')[0] === chosen.split('-')[0]);
  const shown = languages.includes(chosen) ? chosen : (same ?? languages[0]);
  const byName = (name: (code: string) => string) => (one: string, other: string) =>
    name(one).localeCompare(name(other));
  return (
    <Dialog
      title={t('agreement.title')}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      {problem && <ProblemNotice problem={problem} again={again} />}
      {!offered && !problem && <Skeleton />}
      {offered && (
        <div class="form">
          <SelectField
            label={t('common.country')}
            value={country}
            onChange={setCountry}
            options={[
              ...new Set([...offered.countries.map((one) => one.country), ...(country ? [country] : [])]),
            ]
              .sort(byName(countryName))
              .map((one) => [one, countryName(one)] as const)}
          />
          {shown ? (
            <>
              <SelectField
                label={t('common.language')}
                value={shown}
                onChange={setChosen}
                options={[...languages]
                  .sort(byName(languageName))
                  .map((one) => [one, languageName(one)] as const)}
              />
              <Text key={`${country} ${shown}`} country={country} language={shown} />
            </>
          ) : (
            <Notice tone="warn" title={t('agreement.notOffered')} />
          )}
        </div>
      )}
    </Dialog>
  );
}

/** Microsoft's links end after a while, so they are asked for when the language is chosen. */
function Text(props: { country: string; language: string }) {
  const { data, problem, again } = useRead('getAgreementTemplate', { query: props });
  if (problem) return <ProblemNotice problem={problem} again={again} />;
  if (!data) return <Skeleton lines={2} />;
  return (
    <>
      {data.languageFallback && (
        <Notice tone="warn" title={t('agreement.fallback', { language: languageName(data.language) })} />
      )}
      <p class="actions">
        <a class="button primary" href={data.displayUrl} target="_blank" rel="noreferrer">
          <Icon name="external" size={18} />
          {t('agreement.read')}
        </a>
        <a class="button secondary" href={data.downloadUrl} rel="noreferrer">
          <Icon name="download" size={18} />
          {t('agreement.download')}
        </a>
      </p>
    </>
  );
}
