import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { patience } from './tests/browser/backend.ts';

const PORT = Number(process.env['WELLSPRING_PORT'] ?? 4183);
/** One build per port: two runs side by side do not take each other's files away. */
const BUILT = `dist/browser-test-${PORT}`;
const DEBIAN = '/usr/bin/chromium';
/** A Chromium that is there already, or the one Playwright brings. */
const chromium = process.env['WELLSPRING_CHROMIUM'] ?? (existsSync(DEBIAN) ? DEBIAN : undefined);

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  timeout: patience(90_000),
  expect: { timeout: patience(15_000) },
  fullyParallel: false,
  // Training takes every core there is; a second page fills what the first one waits.
  workers: Math.min(2, availableParallelism()),
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${PORT}/`,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    // each test is a first visit, and would copy the whole build into its cache; those of being offline allow it
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      ...(chromium !== undefined && { executablePath: chromium }),
      // WebGPU in software, so that the GPU path runs on machines without one.
      args: [
        // Chromium refuses its sandbox to root
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--enable-unsafe-webgpu',
        '--enable-features=Vulkan',
        '--use-vulkan=swiftshader',
        '--use-angle=swiftshader',
        // The page itself is painted without that software GPU: through it every frame of the page takes a hundred times as long.
        '--disable-gpu-rasterization',
        '--disable-gpu-compositing',
      ],
    },
  },
  // The page as it is shipped, with its security policy.
  webServer: {
    command: `npx vite build --outDir ${BUILT} --emptyOutDir --logLevel warn && npx vite preview --outDir ${BUILT} --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
    timeout: 180_000,
  },
});
