type Named = { readonly companyName: string; readonly domain: string };

/** Longer texts are found by their beginning only. */
const maxTerm = 100;
const maxWords = 20;

/**
 * Letters that have no decomposition, with what Unicode's root collation for searching (CLDR) takes them for at the
 * first level; a test holds them together. The last two are those of Persian keyboards in Arabic words.
 */
const baseLetters: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ð: 'd', đ: 'd', ħ: 'h', ł: 'l' },
  ...{ ة: 'ه', ى: 'ي', ٴ: 'ء' },
  ...{ ک: 'ك', ی: 'ي' },
};
const letters = new RegExp(`[${Object.keys(baseLetters).join('')}]`, 'g');
/** Accents, vowel points and the like; in Indic scripts and in Japanese such marks tell letters apart. */
const accents =
  /(?![\u3099\u309a])(?=[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}])\p{M}/gu;
/** Digits of other scripts, which that collation takes for ours. */
const otherDigits = /(?![0-9])\p{Nd}/gu;
/** Joiners, soft hyphens, direction marks, and the line that stretches Arabic words. */
const unheard = /[\p{Cf}\u0640]/gu;
/** What stands for an apostrophe, or for geresh and gershayim, between two letters. */
const apostrophes = /(?<=\p{L}\p{M}*)['’‘`´′＇׳״"”](?=\p{L})/gu;
const letterApostrophes = /[\u02b9-\u02bf]/g;

/**
 * The form in which texts are compared: compatible characters are one (NFKD), letters without accents and as in
 * `baseLetters`, digits as ours, lower case, apostrophes gone, words apart by one space, at most 100 characters. Empty for a text
 * without any letter or digit.
 */
export function searchText(text: string): string {
  return begin(fold(text));
}

/** All that a customer is found by, in order: the name from each of its words on, and the domain. */
export function searchTerms({ companyName, domain }: Named): string[] {
  // O’Neill is found as oneill, as o neill, and as neill.
  const spellings = [fold(companyName), fold(companyName.replace(apostrophes, ' '))];
  const endings = [...new Set(spellings)].flatMap(endingsOf);
  return [...new Set([...endings, searchText(domain)])].filter((term) => term !== '').sort();
}

/** The first of a customer's terms that begin with a searched text: by that one it is listed, once. */
export function firstTerm(customer: Named, searched: string): string | undefined {
  return searchTerms(customer).find((term) => term.startsWith(searched));
}

function endingsOf(text: string): string[] {
  const words = text.split(' ');
  return words.slice(0, maxWords).map((_, from) => begin(words.slice(from).join(' ')));
}

function fold(text: string): string {
  const joined = text.replace(apostrophes, '').replace(letterApostrophes, '');
  // By way of capitals, so that a letter and its capital are one; they may bring accents and a final sigma of their own.
  const lower = withoutAccents(withoutAccents(joined).toUpperCase().toLowerCase()).replaceAll('ς', 'σ');
  return lower
    .replace(letters, (letter) => baseLetters[letter] ?? letter)
    .replace(otherDigits, valueOf)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** Unicode has the ten digits of a script behind each other, zero first. */
function valueOf(digit: string): string {
  const at = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(at - before - 1))) before += 1;
  return String(before % 10);
}

function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(accents, '').replace(unheard, '');
}

function begin(text: string): string {
  return Array.from(text).slice(0, maxTerm).join('').trim();
}
