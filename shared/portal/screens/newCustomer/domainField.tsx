import { useEffect, useState } from 'preact/hooks';
import { useRead } from '../../api/reads.ts';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icons.tsx';
import { t } from '../../words.ts';
import { isDomain, otherDomains, type Draft } from './draft.ts';

const afterMs = 500;

/** The customer's first domain: Microsoft is asked whether it is free while it is typed. */
export function DomainField(props: {
  draft: Draft;
  error: string | undefined;
  onChange: (domain: string) => void;
}) {
  const { draft, error, onChange } = props;
  const asked = useLater(draft.domain);
  const { data, problem } = useRead(
    'getDomainAvailability',
    { query: { domain: asked } },
    { isOn: isDomain(asked) },
  );
  const answer = asked === draft.domain && isDomain(asked) ? data : undefined;
  const isTaken = answer?.isAvailable === false;
  return (
    <div class="stack tight">
      <Field
        label={t('newCustomer.domain')}
        hint={t('newCustomer.domainHint')}
        error={error ?? (isTaken ? t('newCustomer.taken') : undefined)}
      >
        {(given) => (
          <span class="domain" dir="ltr">
            <input
              {...given}
              type="text"
              value={draft.domain}
              maxLength={27}
              spellcheck={false}
              autocapitalize="none"
              autoComplete="off"
              onInput={(event: Event) =>
                onChange((event.currentTarget as HTMLInputElement).value.trim().toLowerCase())
              }
            />
            <span class="suffix">.onmicrosoft.com</span>
          </span>
        )}
      </Field>
      <p class="domain-state" role="status" hidden={!isDomain(draft.domain)}>
        {answer?.isAvailable && (
          <span class="fine">
            <Icon name="check" size={16} /> {t('newCustomer.free')}
          </span>
        )}
        {isDomain(draft.domain) && !answer && !problem && (
          <span class="quiet">{t('newCustomer.asking')}</span>
        )}
        {problem && isDomain(draft.domain) && <span class="quiet">{t('newCustomer.notAsked')}</span>}
      </p>
      {isTaken && (
        <div class="pills">
          {otherDomains(draft).map((one) => (
            <button key={one} type="button" class="pill" dir="ltr" onClick={() => onChange(one)}>
              {one}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** A value once it has stayed the same for a moment. */
function useLater(value: string): string {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), afterMs);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}
