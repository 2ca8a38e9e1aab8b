import type { Endpoint } from '../state/model.ts';

export function toEndpoint(method: string, path: string): Endpoint {
  // Both hand out tokens, so both count as logins [inferred].
  if (path === '/api/login' || path === '/oauth/v2/token') return 'login';
  if (path.startsWith('/api/v2.4/publisher/fields/')) return 'fields';
  if (path.startsWith('/api/v2.4/publisher/links/')) return 'links';
  if (path.includes('/lead-result/')) return 'result';
  return method === 'POST' && path.endsWith('/leads') ? 'leads' : 'other';
}
