import { Badge, Card } from '../../ui/basics.tsx';
import { Field, TextField } from '../../ui/field.tsx';
import { t } from '../../words.ts';
import {
  contrastOf,
  enoughContrast,
  isColor,
  type Colors as ColorValues,
  type Draft,
  type Wrong,
} from './draft.ts';

export type PartProps = {
  draft: Draft;
  wrong: Wrong;
  onChange: (part: Partial<Draft>) => void;
};

/** Who writes, who answers questions, and what the law wants below. */
export function Identity({ draft, wrong, onChange }: PartProps) {
  return (
    <Card title={t('brand.identity')}>
      <div class="form">
        <TextField
          label={t('brand.name')}
          value={draft.partnerName}
          maxLength={80}
          error={wrong['/partnerName']}
          onInput={(partnerName) => onChange({ partnerName })}
        />
        <TextField
          label={t('brand.support')}
          hint={t('brand.supportHint')}
          type="email"
          value={draft.supportEmail}
          maxLength={254}
          error={wrong['/supportEmail']}
          onInput={(supportEmail) => onChange({ supportEmail })}
        />
        <div class="form-row">
          <TextField
            label={t('brand.supportPhone')}
            type="tel"
            value={draft.supportPhone}
            maxLength={50}
            error={wrong['/supportPhone']}
            onInput={(supportPhone) => onChange({ supportPhone })}
          />
          <TextField
            label={t('brand.contactName')}
            value={draft.contactName}
            maxLength={80}
            error={wrong['/contactName']}
            onInput={(contactName) => onChange({ contactName })}
          />
        </div>
        <Field label={t('brand.footer')} hint={t('brand.footerHint')} error={wrong['/legalFooter']}>
          {(given) => (
            <textarea
              {...given}
              dir="auto"
              maxLength={1000}
              value={draft.legalFooter}
              onInput={(event: Event) =>
                onChange({ legalFooter: (event.currentTarget as HTMLTextAreaElement).value })
              }
            />
          )}
        </Field>
      </div>
    </Card>
  );
}

const pairs = { button: undefined, buttonText: 'button', link: undefined } as const;

/** Three colours, each pair judged while they are chosen. */
export function Colors({ draft, wrong, onChange }: PartProps) {
  const { colors, hasColors } = draft;
  const set = (part: Partial<ColorValues>): void => onChange({ colors: { ...colors, ...part } });
  return (
    <Card title={t('brand.colors')}>
      <div class="form">
        <label class="check-line">
          <input type="checkbox" checked={hasColors} onChange={() => onChange({ hasColors: !hasColors })} />
          {t('brand.ownColors')}
        </label>
        {hasColors && (
          <div class="form-row">
            {(Object.keys(pairs) as (keyof ColorValues)[]).map((name) => (
              <ColorField
                key={name}
                label={t(`brand.color.${name}`)}
                value={colors[name]}
                error={wrong[`/colors/${name}`]}
                onInput={(value) => set({ [name]: value })}
              />
            ))}
          </div>
        )}
        {hasColors && (
          <ul class="contrasts" aria-live="polite">
            <Contrast
              label={t('brand.onButton')}
              ratio={contrastOf(colors.buttonText, colors.button)}
              style={{ color: colors.buttonText, background: colors.button }}
            />
            <Contrast
              label={t('brand.onWhite')}
              ratio={contrastOf(colors.link, '#ffffff')}
              style={{ color: colors.link, background: '#ffffff', textDecoration: 'underline' }}
            />
          </ul>
        )}
      </div>
    </Card>
  );
}

function ColorField(props: {
  label: string;
  value: string;
  error: string | undefined;
  onInput: (value: string) => void;
}) {
  const { label, value, error, onInput } = props;
  const take = (event: Event): void => onInput((event.currentTarget as HTMLInputElement).value.trim());
  return (
    <Field label={label} error={error}>
      {(given) => (
        <span class="color">
          <input
            type="color"
            aria-label={t('brand.pick', { what: label })}
            value={isColor(value) ? value : '#000000'}
            onInput={take}
          />
          <input
            {...given}
            type="text"
            dir="ltr"
            spellcheck={false}
            maxLength={7}
            value={value}
            onInput={take}
          />
        </span>
      )}
    </Field>
  );
}

function Contrast(props: { label: string; ratio: number; style: Record<string, string> }) {
  const isFine = props.ratio >= enoughContrast;
  const ratio = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(
    Math.floor(props.ratio * 10) / 10,
  );
  return (
    <li>
      <span class="swatch" style={props.ratio > 0 ? props.style : {}} aria-hidden="true">
        Aa
      </span>
      <span class="grow">{props.label}</span>
      <Badge tone={isFine ? 'good' : 'bad'} icon={isFine ? 'check' : 'error'}>
        {props.ratio === 0 ? '–' : t(isFine ? 'brand.contrastFine' : 'brand.contrastLow', { ratio })}
      </Badge>
    </li>
  );
}

/** A picture in place of the name; the name stays its alternative text. */
export function Logo({ draft, wrong, onChange }: PartProps) {
  const size = (field: 'logoWidth' | 'logoHeight', label: string, error: string | undefined) => (
    <TextField
      label={label}
      value={draft[field]}
      maxLength={3}
      error={error}
      onInput={(value) => onChange({ [field]: value })}
    />
  );
  return (
    <Card title={t('brand.logo')}>
      <div class="form">
        <TextField
          label={t('brand.logoUrl')}
          hint={t('brand.logoHint')}
          type="url"
          value={draft.logoUrl}
          maxLength={2000}
          error={wrong['/logo/url']}
          onInput={(logoUrl) => onChange({ logoUrl })}
        />
        {draft.logoUrl.trim() !== '' && (
          <div class="form-row">
            {size('logoWidth', t('brand.width'), wrong['/logo/widthPx'])}
            {size('logoHeight', t('brand.height'), wrong['/logo/heightPx'])}
          </div>
        )}
      </div>
    </Card>
  );
}
