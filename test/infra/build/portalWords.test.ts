import { MessageFormat } from 'messageformat';
import { describe, expect, it } from 'vitest';
import { conditions } from '../../../shared/domain/connection/connection.ts';
import { portalLanguages, readPortalWords } from '../../../infra/build/portal.ts';

const words = Object.entries(readPortalWords());

/** The names of the placeholders of a message. */
const placeholders = (text = '') =>
  [...new Set([...text.matchAll(/\{\$(\w+)/g)].map(([, name]) => name))].sort();

describe('the words of the portal', () => {
  it('are there in every language', () => {
    const missing = words.flatMap(([key, texts]) =>
      portalLanguages.filter((language) => !texts[language]?.trim()).map((language) => `${key} ${language}`),
    );
    expect(missing).toEqual([]);
  });

  it('say of each finding of the connection what it means, in English as the API does', () => {
    const texts = readPortalWords();
    const said = Object.keys(conditions).map((name) => [name, texts[`connection.meaning.${name}`]?.['en']]);
    expect(said).toEqual(Object.entries(conditions).map(([name, { meaning }]) => [name, meaning]));
  });

  it('have the same placeholders in every language', () => {
    const different = words.flatMap(([key, texts]) =>
      portalLanguages
        .filter((one) => String(placeholders(texts[one])) !== String(placeholders(texts['en'])))
        .map((language) => `${key} ${language}`),
    );
    expect(different).toEqual([]);
  });

  it('are messages that can be read', () => {
    const broken = words.flatMap(([key, texts]) =>
      portalLanguages
        .filter((language) => {
          const text = texts[language] ?? '';
          try {
            new MessageFormat(language, text);
            return false;
          } catch {
            return true;
          }
        })
        .map((language) => `${key} ${language}`),
    );
    expect(broken).toEqual([]);
  });
});
