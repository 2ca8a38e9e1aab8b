import { expect, test } from 'vitest';
import text from '../../docs/openapi.json?raw';
import { app } from '../../worker/app.ts';

const METHODS = ['get', 'post', 'put', 'delete', 'options'];

/** As the description writes it: `/v1/forms/:formId` → `/v1/forms/{formId}`. */
const toPath = (route: string): string => (route === '/*' ? '/{file}' : route.replace(/:(\w+)/g, '{$1}'));

test('docs/openapi.json has every route of the Worker, and no other; else: worker/cli/openapi/', () => {
  const { paths } = JSON.parse(text) as { paths: Record<string, object> };
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  const routes = app.routes
    .map(({ method, path }) => ({ method: method.toLowerCase(), path: toPath(path) }))
    // Middleware, and the refusal of other methods, count for all of them.
    .filter(({ method }) => METHODS.includes(method))
    .map(({ method, path }) => `${method} ${path}`);
  expect(routes.length).toBeGreaterThan(30);
  expect(described.sort()).toEqual([...new Set(routes)].sort());
});
