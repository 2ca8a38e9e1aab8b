import { Hono } from 'hono';
import { RegExpRouter } from 'hono/router/reg-exp-router';
import { logFault } from './log.ts';
import { admin } from './routes/admin/admin.ts';
import type { AppEnv } from './routes/app-env.ts';
import { consolePages } from './routes/console/console.ts';
import { wantsPage } from './routes/content-negotiation.ts';
import { FormsDown } from './routes/form-source.ts';
import { showNotice } from './routes/html/notice.ts';
import { ANY_ORIGIN, ProblemError, problem } from './routes/problem.ts';
import { forms } from './routes/public/forms.ts';
import { health } from './routes/public/health.ts';
import { hosted } from './routes/public/hosted.ts';
import { securityHeaders } from './routes/security-headers.ts';
import { widget } from './routes/widget/widget.ts';
import { withSettings } from './routes/with-settings.ts';

const FORMS_RETRY_SECONDS = 5;

// Named, so that a route that this router does not support fails the tests instead of slowing down every request.
export const app = new Hono<AppEnv>({ router: new RegExpRouter() })
  .use(securityHeaders)
  .route('/', widget)
  .route('/console', consolePages)
  .use(withSettings)
  .route('/healthz', health)
  .route('/v1/admin', admin)
  .route('/v1/forms', forms)
  .route('/f', hosted);

app.notFound((c) => problem(c, 'not_found'));
app.onError((error, c) => {
  if (error instanceof ProblemError) return problem(c, error.problem, error.details);
  if (error instanceof FormsDown) {
    logFault('forms_unavailable', { detail: error.message });
    return wantsPage(c)
      ? showNotice(c, 503, 'failed')
      : problem(c, 'unavailable', { retryAfter: FORMS_RETRY_SECONDS, headers: ANY_ORIGIN });
  }
  logFault('request_failed', { method: c.req.method, route: c.req.routePath, error });
  return problem(c, 'internal');
});
