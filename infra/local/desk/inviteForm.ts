import { html, raw } from 'hono/html';
import type { Markup } from '../simulator/page.ts';
import type { Customer } from './apiShapes.ts';
import type { Problem } from './deskApi.ts';
import { fieldOf } from './problemView.ts';

const fieldNames = ['firstName', 'lastName', 'email', 'language', 'delivery', 'note'] as const;

/** What a person typed into the form, right or wrong. */
export type Draft = Readonly<Record<(typeof fieldNames)[number], string>>;

const languages = {
  '': 'The usual one in the customer’s country',
  en: 'English',
  fr: 'French (français)',
  de: 'German (Deutsch)',
  es: 'Spanish (español)',
  ja: 'Japanese (日本語)',
  ar: 'Arabic (العربية)',
  he: 'Hebrew (עברית)',
};

/** A form to begin with; whom the customer's last invitation went to is filled in. */
export function firstDraft({ invitation }: Customer): Draft {
  const { firstName, lastName, email = '' } = invitation?.recipient ?? {};
  const language = invitation?.language ?? '';
  return {
    firstName: firstName ?? '',
    lastName: lastName ?? '',
    email,
    language,
    delivery: 'email',
    note: '',
  };
}

export function readDraft(form: URLSearchParams): Draft {
  const [firstName, lastName, email, language, delivery, note] = fieldNames.map(
    (name) => form.get(name) ?? '',
  );
  return {
    firstName: firstName ?? '',
    lastName: lastName ?? '',
    email: email ?? '',
    language: language ?? '',
    delivery: delivery ?? '',
    note: note ?? '',
  };
}

/** The draft as the API takes it. What was left empty is not said. */
export function invitationRequest({ firstName, lastName, email, language, delivery, note }: Draft): object {
  return {
    kind: 'existingCustomer',
    recipient: { firstName: firstName || null, lastName: lastName || null, email },
    language: language || null,
    note: note || null,
    delivery,
  };
}

/** The fields of the form, with what is wrong beside each. */
export function inviteFields(draft: Draft, problem: Problem | undefined): Markup {
  const errorOf = (name: string) =>
    problem?.errors.find(({ pointer }) => fieldOf[pointer]?.name === name)?.message;
  const described = (name: string) =>
    errorOf(name) ? html`aria-invalid="true" aria-describedby="${name}Error"` : '';
  const error = (name: string) =>
    errorOf(name) ? html`<span class="badge bad" id="${name}Error">${errorOf(name)}</span>` : '';
  const text = (name: 'firstName' | 'lastName', label: string) =>
    html`<label for="${name}">${label} ${optional}</label>
      <input id="${name}" name="${name}" value="${draft[name]}" autocomplete="off" ${described(name)} />
      ${error(name)}`;
  return html`${text('firstName', 'First name')} ${text('lastName', 'Last name')}
    <label for="email">E-mail</label>
    <input
      id="email"
      name="email"
      type="email"
      required
      value="${draft.email}"
      autocomplete="off"
      ${described('email')}
    />
    ${error('email')}
    <label for="language">Language</label>
    <select id="language" name="language" ${described('language')}>
      ${options(languages, draft.language)}
    </select>
    ${error('language')}
    <label for="delivery">Delivery</label>
    <select id="delivery" name="delivery" ${described('delivery')}>
      ${options({ email: 'Countersign sends an e-mail', link: 'I send the link myself' }, draft.delivery)}
    </select>
    ${error('delivery')}
    <label for="note">Note to the customer ${optional}</label>
    <textarea id="note" name="note" rows="3" ${described('note')}>${raw('\n')}${draft.note}</textarea>
    ${error('note')}`;
}

const optional = html`<span class="quiet">(optional)</span>`;

function options(labels: Record<string, string>, chosen: string): Markup {
  return html`${Object.entries(labels).map(
    ([value, label]) =>
      html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${label}</option>`,
  )}`;
}
