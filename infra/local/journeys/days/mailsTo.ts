import { member } from '../expect.ts';

/** The mails to an address, oldest first. `at` is in milliseconds since 1970, by the clock of the environment. */
export async function mailsTo(
  mailUrl: string,
  address: string,
): Promise<{ readonly at: number; readonly text: string }[]> {
  const { items } = (await (await fetch(`${mailUrl}/_control/messages`)).json()) as { items: unknown[] };
  return items
    .filter((mail) => member(mail, 'request.body.recipients.to.0.address') === address)
    .map((mail) => ({
      at: Date.parse(String(member(mail, 'receivedAt'))),
      text: String(member(mail, 'request.body.content.plainText')),
    }))
    .sort((a, b) => a.at - b.at);
}
