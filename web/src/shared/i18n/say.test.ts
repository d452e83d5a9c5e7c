// @vitest-environment node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'

vi.stubGlobal('document', { documentElement: {} })
const { knows, phrase, say, speak } = await import('./index')

beforeAll(() => speak('en'))

test('values are filled in, and one thing is one thing', () => {
  expect(say('alert.hours', { count: 1 })).toBe('1 hour')
  expect(say('alert.hours', { count: 8 })).toBe('8 hours')
  expect(say('audit.whole', { n: '12' })).toContain('12 events')
})

test('a key that nobody wrote is its default, or itself', () => {
  expect(say('no.such', { defaultValue: 'else' })).toBe('else')
  expect(say('no.such')).toBe('no.such')
  expect(knows('no.such')).toBe(false)
})

test('sentences of the server are said in Chinese', async () => {
  await speak('zh-TW')
  expect(phrase('dataset bike-demand@1')).toBe('資料集 bike-demand@1')
  expect(phrase('something new')).toBe('something new')
  expect(say('alert.hours', { count: 1 })).toBe('1 小時')
  await speak('en')
})

test('a sentence made of sentences is said in Chinese to its last part', async () => {
  await speak('zh-TW')
  expect(phrase('mae on test is 33.95 (25.3 to 42.88), at most 60 as required.')).toBe(
    '測試集的 mae 是 33.95（25.3 至 42.88），符合「不超過 60」的要求。',
  )
  expect(
    phrase(
      'The gate of bike@2 says FAIL: mae on test is 39.57 (19.25 to 67.18), the difference to the bound is 5.595 (-0.09529 to 11.32); it has to be at most 33.97 (0.7 * baseline).',
    ),
  ).toBe(
    'bike@2 未通過把關。測試集的 mae 是 39.57（19.25 至 67.18），與門檻相差 5.595（-0.09529 至 11.32），要求是不超過 33.97 (0.7 * baseline)，沒有達到。',
  )
  expect(phrase("mae on test slice(weather = 'rain') is 33.61, at most 90 as required.")).toBe(
    "測試集的「weather = 'rain'」切片的 mae 是 33.61，符合「不超過 90」的要求。",
  )
  expect(phrase('latency.p95 is 101.5 us (96.59 us to 105.7 us), at most 20 ms as required.')).toBe(
    'latency.p95 是 101.5 us（96.59 us 至 105.7 us），符合「不超過 20 ms」的要求。',
  )
  expect(
    phrase(
      'Retraining 019c4a088bc2: On the 182 newest labelled rows the challenger is better than the champion: mae 33.95 against 58.8, difference -24.8 (95 %: -37.7 … -13.4).',
    ),
  ).toMatch(/^再訓練 019c4a088bc2：在最新的 182 列已知真實值的資料上，挑戰者優於現役/)
  await speak('en')
})

test('every sentence that an alert or a step in its life can be is said in Chinese', async () => {
  await speak('zh-TW')
  const sentences = JSON.parse(readFileSync(join(import.meta.dirname, 'alert-sentences.json'), 'utf8')) as string[]
  expect(sentences.length).toBeGreaterThan(20)
  for (const sentence of sentences) {
    const said = phrase(sentence)
    expect(said, sentence).not.toBe(sentence)
    // What stays of the English are names and numbers: never three words in a row.
    expect(said, sentence).not.toMatch(/[a-z]{2,} [a-z]{2,} [a-z]{2,}/i)
  }
  await speak('en')
})
