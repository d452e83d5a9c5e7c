import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import react from '@vitejs/plugin-react'

const server = process.env.RONDO_DEV_SERVER ?? 'http://127.0.0.1:7777'
const proxied = ['^/api/', '^/predict/', '^/feedback/', '^/v2/', '^/openapi/']

/** Puts a `.br` and a `.gz` beside what is worth it: the server sends them as they are. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  closeBundle() {
    for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
      if (!/\.(js|css|svg|html)$/.test(file)) continue
      const path = join('dist', file)
      const content = readFileSync(path)
      if (content.length < 1024) continue
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
      writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }))
    }
  },
}

export default defineConfig({
  plugins: [react(), compressed],
  build: { outDir: 'dist', sourcemap: false, chunkSizeWarningLimit: 700, manifest: true },
  server: { host: '127.0.0.1', proxy: Object.fromEntries(proxied.map((path) => [path, server])) },
})
