import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';

/**
 * SHA-256 fingerprints of the roots below which Microsoft's own authorities issue (documented for Azure:
 * learn.microsoft.com/azure/security/fundamentals/azure-certificate-authority-details). Which of them the
 * notifications' certificate has is not documented: unverified.
 */
const fingerprints: Readonly<Record<string, string>> = {
  'DigiCert Global Root G2':
    'CB:3C:CB:B7:60:31:E5:E0:13:8F:8D:D3:9A:23:F9:DE:47:FF:C3:5E:43:C1:14:4C:EA:27:D4:6A:5A:B1:CB:5F',
  'Microsoft RSA Root Certificate Authority 2017':
    'C7:41:F7:0F:4B:2A:8D:88:BF:2E:71:C1:41:22:EF:53:EF:10:EB:A0:CF:A5:E6:4C:FA:20:F4:18:85:30:73:E0',
  'Microsoft ECC Root Certificate Authority 2017':
    '35:8D:F3:9D:76:4A:F9:E1:B7:66:E9:C9:72:DF:35:2E:E1:5C:FA:C2:27:AF:6A:D1:D7:0E:8E:4A:6E:DC:BA:02',
};

/** Those roots, out of the ones that Node brings along. Reading all of them takes some milliseconds. */
export function microsoftRoots(): X509Certificate[] {
  const wanted = Object.values(fingerprints);
  return rootCertificates
    .map((pem) => new X509Certificate(pem))
    .filter(({ fingerprint256 }) => wanted.includes(fingerprint256));
}
