import { keepVariable, type HookNeeds } from './steps.ts';

type Question = {
  readonly name: string;
  readonly text: string;
  readonly usual?: string;
  readonly isAnswer: (text: string) => boolean;
};

const oneOf = (...values: readonly string[]) => ({
  text: values.join(', '),
  isAnswer: (text: string) => values.includes(text),
});

/** What only a person knows; main.bicepparam refuses the same answers. */
const questions: readonly Question[] = [
  { name: 'ENVIRONMENT_KIND', usual: 'dev', ...oneOf('dev', 'test', 'prod') },
  { name: 'PARTNER_TYPE', ...oneOf('directBill', 'indirectProvider', 'indirectReseller') },
  {
    name: 'PARTNER_NAME',
    text: 'your company as customers know it',
    isAnswer: (text) => text.length <= 100,
  },
  {
    name: 'ALERT_EMAIL',
    text: 'mail address that gets alerts',
    isAnswer: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  },
];

/**
 * Asks for what is missing and keeps each answer at once.
 * @throws {Error} naming everything that is missing, where there is no terminal to ask on
 */
export async function askForMissing(needs: HookNeeds): Promise<void> {
  const { variables, ask } = needs;
  const missing = questions.filter(({ name }) => !variables[name]?.trim());
  const cannotAsk = missing.filter(({ usual }) => !ask && usual === undefined);
  if (cannotAsk.length > 0)
    throw new Error(
      cannotAsk.map(({ name, text }) => `${name} is not set (${text}): azd env set ${name} …`).join('\n'),
    );
  for (const question of missing) await keepVariable(needs, question.name, await answerTo(question, needs));
  if (!variables['BUDGET_START_DATE']) {
    // A budget begins with a month and keeps its first day ever after (documented).
    await keepVariable(needs, 'BUDGET_START_DATE', `${needs.now().toISOString().slice(0, 7)}-01`);
  }
}

async function answerTo({ name, text, usual, isAnswer }: Question, { ask, say }: HookNeeds): Promise<string> {
  for (;;) {
    const answer = (await ask?.(`${name} (${text})${usual ? ` [${usual}]` : ''}: `))?.trim() || usual;
    if (answer !== undefined && isAnswer(answer)) return answer;
    say(`Not taken: ${name} is ${text}.`);
  }
}
