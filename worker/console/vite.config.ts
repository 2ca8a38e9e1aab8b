/** Builds the console into dist/console/: two pages, hashed assets, no script within the pages. */
import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

export default defineConfig({
  root,
  base: '/console/',
  publicDir: false,
  build: {
    outDir: join(root, '../../dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy allows files only: nothing may become a data URL, nor a script in the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: join(root, 'index.html'), preview: join(root, 'preview.html') } },
  },
});
