import { createRoot } from 'react-dom/client';
// Of docs/recipes/react.md, put here by the test.
import { ReportForm } from './ReportForm.tsx';
import { showSubmission } from './site.ts';

const root = document.querySelector('#app');
if (root) createRoot(root).render(<ReportForm onSubmitted={({ detail }) => showSubmission(detail.submission)} />);
