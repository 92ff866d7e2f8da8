import { expect, it } from 'vitest';
import { refuseNationalCloud } from '../../../shared/domain/cloud.ts';

it.each(['contoso.onmicrosoft.us', 'contoso.partner.onmschina.cn', 'CONTOSO.onmicrosoft.DE'])(
  'a customer with the domain %s is in a national cloud and refused',
  (domain) => {
    expect(() => {
      refuseNationalCloud(domain);
    }).toThrow(expect.objectContaining({ code: 'CLOUD_NOT_SUPPORTED' }));
  },
);

it.each(['contoso.onmicrosoft.com', 'contoso.us', 'onmicrosoft.us.example', 'contoso.cn', null])(
  'a customer with the domain %s is not',
  (domain) => {
    expect(() => {
      refuseNationalCloud(domain);
    }).not.toThrow();
  },
);
