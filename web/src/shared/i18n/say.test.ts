// @vitest-environment node
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
