/** JSON in which every instant is under a key `at`, `…At` or `…Until`, so that it comes back as a date. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => (/^at$|(At|Until)$/.test(key) ? revive(value) : value));
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  return typeof value === 'string' ? new Date(value) : value;
}
