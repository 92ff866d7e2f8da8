const letter = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]';
const beginsSo = new RegExp(`^${letter}`, 'u');
const endsSo = new RegExp(`${letter}$`, 'u');
const gapBefore = new RegExp(`(?<=${letter}) $`, 'u');
const gapAfter = new RegExp(`^ (?=${letter})`, 'u');

/**
 * Japanese has no spaces between words, but our messages have one beside each name, since most names of partners are
 * Latin. Beside a Japanese name it goes.
 */
export function tightenJapaneseSpacing(text: string, names: readonly (string | number)[]): string {
  return names.reduce<string>((so, name) => (typeof name === 'string' ? tightenAround(so, name) : so), text);
}

function tightenAround(text: string, name: string): string {
  if (!beginsSo.test(name) && !endsSo.test(name)) return text;
  const [first = '', ...pieces] = text.split(name);
  return pieces.reduce((before, after) => {
    const left = beginsSo.test(name) ? before.replace(gapBefore, '') : before;
    return left + name + (endsSo.test(name) ? after.replace(gapAfter, '') : after);
  }, first);
}
