import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { mockService } from './dev/mockService.ts';
import { catalogues } from './scripts/catalogues.ts';

export default defineConfig(({ mode }) => ({
  // `npm run dev` answers /api from memory; the built page holds nothing of it.
  plugins: [catalogues(), react(), ...(mode === 'mock' ? [mockService()] : [])],
  build: {
    // Quarkus serves META-INF/resources of any jar on its classpath at `/`.
    outDir: 'target/classes/META-INF/resources',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no `data:` addresses.
    assetsInlineLimit: 0,
  },
  test: {
    include: ['src/test/unit/**/*.test.ts', 'src/test/unit/**/*.test.tsx'],
    // `./attune test` counts what is in the report.
    reporters: ['default', 'junit'],
    outputFile: { junit: 'target/surefire-reports/TEST-page.xml' },
  },
}));
