import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from './en'
import { zhTW, phrases } from './zh-TW'
import { cards } from './zh-TW/cards'
import { failures } from './zh-TW/failures'

const root = join(import.meta.dirname, '../..')
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.tsx?$/.test(f) && !f.includes('i18n') && !f.includes('.test.'))
  .map((f) => readFileSync(join(root, f), 'utf8'))
  .join('\n')
const plural = (key: string) => key.replace(/_(one|other)$/, '')

test('both languages have the same keys', () => {
  expect(new Set(Object.keys(zhTW).map(plural))).toEqual(new Set(Object.keys(en).map(plural)))
})

test('every key that a page names exists', () => {
  const known = new Set(Object.keys(en).map(plural))
  const used = [...sources.matchAll(/\bt\(\s*'([^']+)'/g)].map((m) => m[1] ?? '')
  expect(used.filter((k) => !known.has(k))).toEqual([])
})

test('a translation fills in the same values as the English sentence', () => {
  const names = (s: string) => [...s.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort()
  for (const [key, text] of Object.entries(en)) {
    const other = zhTW[key as keyof typeof zhTW]
    if (other) expect(names(other), key).toEqual(names(text))
  }
})

test('the Chinese is written for Taiwan', () => {
  const text = [...Object.values(zhTW), ...[...phrases, ...cards].map((p) => p[1]), ...Object.values(failures)].join('\n')
  for (const word of [
    '數據',
    '服務器',
    '默認',
    '質量',
    '監控器',
    '信息',
    '用戶',
    '登錄頁',
    '運行',
    '網絡',
    '軟件',
    '端口',
    '概率',
    '閾值',
    '隊列',
    '文件',
    '程序',
    '鏈接',
  ])
    expect(text, word).not.toContain(word)
  expect(text).not.toMatch(/[数据监务运执获]/)
})

test('every command that a page shows is one of the program', () => {
  const known = [...readFileSync(join(root, '../../docs/reference/commands.md'), 'utf8').matchAll(/^## `(rondo [^`]+)`$/gm)].map(
    (m) => m[1] ?? '',
  )
  const shown = [
    ...sources.matchAll(/command=(?:"|\{`)(rondo [^"`]+)/g),
    ...Object.values(en)
      .join('\n')
      .matchAll(/: (rondo [^,.\n]+)/g),
  ].map((m) => m[1] ?? '')
  expect(shown.length).toBeGreaterThan(8)
  expect(shown.filter((c) => !known.some((k) => c === k || c.startsWith(`${k} `)))).toEqual([])
})
