import { MessageFormat } from 'messageformat';
import type { ChatKind, ChatNews } from '../../domain/webhooks/chatNews.ts';
import { subjectOf } from '../../domain/webhooks/webhookEvent.ts';
import type { Language } from '../../domain/language.ts';
import { chatMessages, type ChatMessageKey } from './chatMessages.ts';

type Place = {
  readonly language: Language;
  /** Where in the portal a reader finds more. */
  recordUrl(customerTenantId: string): string;
  prospectUrl(relationshipInvitationId: string): string;
  endpointUrl(endpointId: string): string;
};

type Text = {
  readonly title: string;
  readonly detail: string | null;
  readonly open: string;
  readonly url: string;
};

/**
 * The JSON body of a message to a channel: an Adaptive Card for a Teams workflow, Block Kit for a Slack incoming webhook
 * (both documented). It names companies, states and codes, and no people.
 */
export function composeChat(kind: ChatKind, news: ChatNews, place: Place): string {
  const text = textOf(news, place);
  return JSON.stringify(kind === 'teams' ? teamsMessage(text) : slackMessage(text));
}

function textOf(news: ChatNews, { language, recordUrl, prospectUrl, endpointUrl }: Place): Text {
  const say = (key: ChatMessageKey, values: Readonly<Record<string, string>> = {}): string =>
    new MessageFormat(language, chatMessages[language][key], {
      bidiIsolation: isMixed(language, values) ? 'default' : 'none',
    }).format({ ...values });
  const open = say('open');
  if (news.about === 'event') {
    const { event } = news;
    const subject = subjectOf(event);
    const reason = 'reason' in event ? event.reason : undefined;
    return {
      title: say(event.type, { company: oneLine(event.companyName ?? '') || subject }),
      detail: reason === undefined ? null : say('reason', { reason }),
      open,
      url: 'customerTenantId' in event ? recordUrl(subject) : prospectUrl(subject),
    };
  }
  const title =
    news.about === 'test'
      ? say('endpoint.test')
      : say('endpoint.verification', { challenge: news.challenge });
  return { title, detail: null, open, url: endpointUrl(news.endpointId) };
}

/** Isolates are only needed, and only harmless, where both directions meet. */
function isMixed(language: Language, values: Readonly<Record<string, string>>): boolean {
  const isRightToLeft = language === 'ar' || language === 'he';
  return isRightToLeft || /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(Object.values(values).join());
}

/** Names come from Microsoft's directory and may hold anything. */
function oneLine(name: string): string {
  return name
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/** Runs of text are shown as they are: a text block would read Markdown, and so links, in a name (documented). */
function teamsMessage({ title, detail, open, url }: Text) {
  const line = (text: string, style: Record<string, unknown>) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text, ...style }],
  });
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [line(title, { weight: 'bolder' }), ...(detail === null ? [] : [line(detail, { isSubtle: true })])],
    actions: [{ type: 'Action.OpenUrl', title: open, url }],
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content: card }] };
}

/** `text` is what notifications show; there Slack reads `<`, `>` and `&` as its own (documented). */
function slackMessage({ title, detail, open, url }: Text) {
  const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
  return {
    text: title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    blocks: [
      { type: 'section', text: plain(title) },
      ...(detail === null ? [] : [{ type: 'context', elements: [plain(detail)] }]),
      { type: 'actions', elements: [{ type: 'button', text: plain(open), url }] },
    ],
  };
}
