import 'leadwire/define';
import type {} from 'leadwire/react';
import { createRoot } from 'react-dom/client';
import { endpoint, showSubmission } from './site.ts';

function App() {
  return (
    <lead-form
      form="package"
      endpoint={endpoint}
      theme="light"
      submit-label="Get the report"
      onlead-form-submitted={({ detail }) => showSubmission(detail.submission)}
    >
      <a href={`${endpoint}/f/package`}>Open the form</a>
    </lead-form>
  );
}

const root = document.querySelector('#app');
if (root) createRoot(root).render(<App />);
