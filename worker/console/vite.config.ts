/** Builds the console into dist/console/: two pages, hashed assets, no inline scripts. */
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
    // The policy only allows files, so nothing may become a data URL or an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: join(root, 'index.html'), preview: join(root, 'preview.html') } },
  },
});
