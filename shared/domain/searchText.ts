type Named = { readonly companyName: string; readonly domain: string };

/** Longer texts are found by their beginning only. */
const maxTerm = 100;
const maxWords = 20;

/**
 * The form in which texts are compared: compatible characters are one (NFKD), no accents, lower case, words
 * apart by one space, at most 100 characters. Empty for a text without any letter or digit.
 */
export function searchText(text: string): string {
  return begin(fold(text));
}

/** All that a customer is found by, in order: the name from each of its words on, and the domain. */
export function searchTerms({ companyName, domain }: Named): string[] {
  const words = fold(companyName).split(' ');
  const endings = words.slice(0, maxWords).map((_, from) => begin(words.slice(from).join(' ')));
  return [...new Set([...endings, searchText(domain)])].filter((term) => term !== '').sort();
}

/** The first of a customer's terms that begin with a searched text: by that one it is listed, once. */
export function firstTerm(customer: Named, searched: string): string | undefined {
  return searchTerms(customer).find((term) => term.startsWith(searched));
}

function fold(text: string): string {
  // By way of capitals, so that ß is ss; they may bring accents and a final sigma of their own.
  const letters = withoutAccents(withoutAccents(text).toUpperCase().toLowerCase()).replaceAll('ς', 'σ');
  return letters.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim();
}

function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
}

function begin(text: string): string {
  return Array.from(text).slice(0, maxTerm).join('').trim();
}
