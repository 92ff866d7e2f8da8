import { useRef } from 'preact/hooks';
import type { MailTextList } from '../../../client/operations.ts';
import { useRead } from '../../api/reads.ts';
import { Badge, Button, Card, Skeleton } from '../../ui/basics.tsx';
import { Field, SelectField } from '../../ui/field.tsx';
import { number } from '../../ui/format.ts';
import { ProblemNotice } from '../../ui/problem.tsx';
import { isRightToLeft, languageNames, languages, maybe, t, type Language } from '../../words.ts';
import type { PartProps } from './look.tsx';
import { show } from './shown.ts';

type Text = MailTextList['items'][number];

/** All texts that the partner may put into its own words, by mail, in one language at a time. */
export function Wordings({ draft, wrong, language, onChange }: PartProps & { language: Language }) {
  const read = useRead('listMailTexts', { query: { language } }, { keepLast: true });
  const own = draft.wording[language] ?? {};
  const set = (key: string, text: string | undefined): void => {
    const { [key]: _, ...others } = own;
    const words = text === undefined ? others : { ...others, [key]: text };
    const { [language]: __, ...rest } = draft.wording;
    onChange({ wording: Object.keys(words).length > 0 ? { ...rest, [language]: words } : rest });
  };
  return (
    <Card title={t('brand.texts')}>
      <div class="form">
        <p class="quiet">{t('brand.textsHint')}</p>
        <SelectField
          label={t('common.language')}
          value={language}
          onChange={(chosen) => show({ language: chosen as Language })}
          options={languages.map((one) => [one, nameWithCount(one, draft.wording[one])] as const)}
        />
        {read.problem && <ProblemNotice problem={read.problem} again={read.again} />}
        {!read.data && !read.problem && <Skeleton lines={6} />}
        {byMail(read.data?.items ?? []).map(([mail, texts]) => (
          <details key={mail} class="texts" open={texts.some(({ key }) => key in own)}>
            <summary>
              {maybe(`brand.mail.${mail}`) ?? mail}
              {texts.some(({ key }) => key in own) && (
                <Badge tone="busy">{number(texts.filter(({ key }) => key in own).length)}</Badge>
              )}
            </summary>
            <div class="form">
              {texts.map((text) => (
                <Wording
                  key={text.key}
                  text={text}
                  own={own[text.key]}
                  language={language}
                  error={wrong[`/wording/${language}/${text.key}`]}
                  onInput={(words) => set(text.key, words)}
                />
              ))}
            </div>
          </details>
        ))}
      </div>
    </Card>
  );
}

function nameWithCount(language: Language, words: Readonly<Record<string, string>> | undefined): string {
  const count = Object.keys(words ?? {}).length;
  return count > 0 ? `${languageNames[language]} (${number(count)})` : languageNames[language];
}

/** `inviteExisting.subject` belongs to `inviteExisting`. */
function byMail(items: readonly Text[]): [string, Text[]][] {
  const groups = new Map<string, Text[]>();
  for (const text of items) {
    const mail = text.key.split('.')[0] ?? '';
    groups.set(mail, [...(groups.get(mail) ?? []), text]);
  }
  return [...groups];
}

function Wording(props: {
  text: Text;
  own: string | undefined;
  language: Language;
  error: string | undefined;
  onInput: (words: string | undefined) => void;
}) {
  const { text, own, onInput } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const label = maybe(`brand.part.${text.key.split('.').at(-1) ?? ''}`) ?? text.key;
  const insert = (name: string): void => {
    const at = area.current;
    if (!at) return;
    at.setRangeText(`{$${name}}`, at.selectionStart, at.selectionEnd, 'end');
    at.focus();
    onInput(at.value);
  };
  const direction = isRightToLeft(props.language) ? 'rtl' : 'ltr';
  if (own === undefined) {
    return (
      <div class="wording">
        <span class="label">{label}</span>
        <p class="our-words" lang={props.language} dir={direction}>
          {text.text}
        </p>
        <Button onClick={() => onInput(text.text)}>{t('brand.ownWords')}</Button>
      </div>
    );
  }
  return (
    <div class="wording">
      <Field label={label} error={props.error}>
        {(given) => (
          <textarea
            {...given}
            ref={area}
            lang={props.language}
            dir={direction}
            rows={text.isOneLine ? 2 : 4}
            maxLength={text.maxCharacters}
            value={own}
            onInput={() => onInput(area.current?.value ?? '')}
          />
        )}
      </Field>
      <div class="actions">
        {text.placeholders.map((name) => (
          <button key={name} type="button" class="pill" onClick={() => insert(name)}>
            <span class="hidden">{t('brand.insert')} </span>
            <code dir="ltr">{`{$${name}}`}</code>
          </button>
        ))}
        <span class="grow" />
        <Button look="subtle" onClick={() => onInput(undefined)}>
          {t('brand.ourWords')}
        </Button>
      </div>
    </div>
  );
}
