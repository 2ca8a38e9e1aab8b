import 'leadwire/define';
import { endpoint, showSubmission } from './site.ts';

const form = document.createElement('lead-form');
form.form = 'package';
form.endpoint = endpoint;
form.addEventListener('lead-form-submitted', ({ detail }) => showSubmission(detail.submission));
document.querySelector('#app')?.append(form);
