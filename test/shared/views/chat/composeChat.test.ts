import { describe, expect, it } from 'vitest';
import { languages } from '../../../../shared/domain/language.ts';
import {
  webhookEventTypes,
  type WebhookEvent,
  type WebhookEventType,
} from '../../../../shared/domain/webhooks/webhookEvent.ts';
import { composeChat } from '../../../../shared/views/chat/composeChat.ts';
import { chatMessages } from '../../../../shared/views/chat/chatMessages.ts';

const customerTenantId = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const event = {
  type: 'invitation.bounced',
  customerTenantId,
  resellerTenantId: null,
  version: 4,
  hash: 'h',
  at: new Date('2026-03-02T09:00:00Z'),
  status: 'undeliverable',
  companyName: 'Tailspin Toys',
  reason: 'bounced',
} satisfies WebhookEvent;
const place = {
  language: 'en',
  recordUrl: (id: string) => `https://mca.partner.example/portal/customers/${id}`,
  prospectUrl: (id: string) => `https://mca.partner.example/portal/relationship-invitations/${id}`,
  endpointUrl: (id: string) => `https://mca.partner.example/portal/webhook-endpoints/${id}`,
} as const;

type Card = {
  attachments: [{ contentType: string; content: { body: unknown[]; actions: [{ url: string }] } }];
};
type Blocks = { text: string; blocks: { type: string; text?: { type: string; text: string } }[] };
const teams = (news: Parameters<typeof composeChat>[1]) =>
  JSON.parse(composeChat('teams', news, place)) as Card;
const slack = (news: Parameters<typeof composeChat>[1]) =>
  JSON.parse(composeChat('slack', news, place)) as Blocks;

const found = {
  ...{ type: 'prospect.ambiguous', relationshipInvitationId: 'a-prospect', state: 'ambiguous' },
  ...{ resellerTenantId: null, version: 4, hash: 'h', at: event.at, companyName: 'Tailspin Toys' },
} as const satisfies WebhookEvent;
const eventOf = (type: WebhookEventType): WebhookEvent =>
  type === 'prospect.ambiguous' ? found : { ...event, type };

describe('a message to a channel', () => {
  it('is an Adaptive Card for Teams, with a link into the portal', () => {
    const { attachments } = teams({ about: 'event', event });
    expect(attachments[0].contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(attachments[0].content).toMatchObject({
      type: 'AdaptiveCard',
      body: [
        { inlines: [{ text: 'The invitation for Tailspin Toys could not be delivered' }] },
        { inlines: [{ text: 'Reason: bounced' }] },
      ],
      actions: [
        { type: 'Action.OpenUrl', url: `https://mca.partner.example/portal/customers/${customerTenantId}` },
      ],
    });
  });

  it('is Block Kit for Slack, with the text that notifications show', () => {
    const message = slack({ about: 'event', event });
    expect(message.text).toBe('The invitation for Tailspin Toys could not be delivered');
    expect(message.blocks.map(({ type }) => type)).toEqual(['section', 'context', 'actions']);
  });

  it.each([
    '<!channel> & <https://evil.example|log in>',
    '[log in](https://evil.example)',
    'a\nb\u2028c\u202Ed',
  ])('shows a name as it is, without making links or mentions of it: %j', (companyName) => {
    const named = { about: 'event', event: { ...event, companyName } } as const;
    const { text, blocks } = slack(named);
    expect(text).not.toMatch(/[<>]/);
    expect(blocks[0]?.text?.type).toBe('plain_text');
    expect(blocks[0]?.text?.text).not.toMatch(/[\n\u2028\u202E]/);
    expect(JSON.stringify(teams(named).attachments[0].content.body)).not.toContain('"TextBlock"');
  });

  it('leads to the relationship invitation where an agent has to say which customer it is', () => {
    const [{ content }] = teams({ about: 'event', event: found }).attachments;
    const url = 'https://mca.partner.example/portal/relationship-invitations/a-prospect';
    expect(content.actions).toMatchObject([{ url }]);
  });

  it('names the tenant where no name is known', () => {
    const { companyName: _none, ...nameless } = event;
    expect(slack({ about: 'event', event: nameless }).text).toContain(customerTenantId);
  });

  it.each(languages)('has words for every event in %s', (language) => {
    for (const type of webhookEventTypes) {
      const { text } = JSON.parse(
        composeChat('slack', { about: 'event', event: eventOf(type) }, { ...place, language }),
      ) as Blocks;
      expect(text).toContain('Tailspin Toys');
      if (language !== 'en') expect(chatMessages[language][type]).not.toBe(chatMessages.en[type]);
    }
  });
});
