type Named = {
  readonly companyName: string;
  readonly domain: string;
  readonly customerTenantId: string;
};

/** The customer's name in mails and pages. Partner Center's may be missing or have no visible character. */
export function customerName({ companyName, domain, customerTenantId }: Named): string {
  return /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u.test(companyName) ? companyName.trim() : domain || customerTenantId;
}
