const dayMs = 24 * 60 * 60 * 1000;

/** The text of `/.well-known/security.txt` (RFC 9116: an expiry at most a year ahead is recommended). */
export function securityTxt(about: { publicUrl: string; contactEmail: string }, now: Date): string {
  const expires = new Date(Math.floor(now.getTime() / dayMs) * dayMs + 180 * dayMs);
  return [
    `Contact: mailto:${about.contactEmail}`,
    `Expires: ${expires.toISOString()}`,
    'Preferred-Languages: en',
    `Canonical: ${about.publicUrl}/.well-known/security.txt`,
    '',
  ].join('\n');
}
