import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { changeableTexts } from '../../shared/views/mail/changeableTexts.ts';

/** Lists the texts of mails that a partner may change, with the words and placeholders of each. */
app.http(
  'listMailTexts',
  httpOperation(operations.listMailTexts, async ({ query }) => {
    const language = query.language ?? (await getServices()).policy.defaultLanguage;
    return { body: { language, items: changeableTexts(language), continuationToken: null } };
  }),
);
