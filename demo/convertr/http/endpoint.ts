import type { Endpoint } from '../state/model.ts';

export function toEndpoint(method: string, path: string): Endpoint {
  if (path === '/api/login') return 'login';
  if (path.startsWith('/api/v2.4/publisher/fields/')) return 'fields';
  if (path.startsWith('/api/v2.4/publisher/links/')) return 'links';
  if (path.includes('/lead-result/')) return 'result';
  return method === 'POST' && path.endsWith('/leads') ? 'leads' : 'other';
}
