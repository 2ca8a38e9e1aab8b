/** `leadwire/define` where pages are rendered on a server: there is nothing to define without a document. */
if (globalThis.document) void import('../lead-form-define.js');
