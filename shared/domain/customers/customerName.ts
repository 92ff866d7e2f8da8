type Named = {
  readonly companyName: string;
  readonly domain: string;
  readonly customerTenantId: string;
};

/** What mails and pages call a customer. Partner Center may know one without a name, or with one that nobody sees. */
export function customerName({ companyName, domain, customerTenantId }: Named): string {
  return /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u.test(companyName) ? companyName.trim() : domain || customerTenantId;
}
