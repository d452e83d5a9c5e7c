import { defineConfig } from 'vite'
import react from '@vitejs/plugin-react'

const server = process.env.RONDO_DEV_SERVER ?? 'http://127.0.0.1:7331'
const proxied = ['/api', '/predict', '/feedback', '/v2', '/openapi']

export default defineConfig({
  plugins: [react()],
  build: { outDir: 'dist', sourcemap: false, chunkSizeWarningLimit: 700, manifest: true },
  server: { host: '127.0.0.1', proxy: Object.fromEntries(proxied.map((path) => [path, server])) },
})
