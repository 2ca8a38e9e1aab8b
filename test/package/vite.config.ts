import { svelte } from '@sveltejs/vite-plugin-svelte';
import react from '@vitejs/plugin-react';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    react(),
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'lead-form' } } }),
    svelte(),
  ],
  build: {
    rolldownOptions: { input: ['plain', 'react', 'vue', 'svelte'].map((name) => `${name}.html`) },
  },
});
