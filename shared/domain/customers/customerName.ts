type Named = {
  readonly companyName: string;
  readonly domain: string;
  readonly customerTenantId: string;
};

/** The customer's name in mails and pages. Partner Center may have none, or one without visible characters. */
export function customerName({ companyName, domain, customerTenantId }: Named): string {
  return /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u.test(companyName) ? companyName.trim() : domain || customerTenantId;
}
