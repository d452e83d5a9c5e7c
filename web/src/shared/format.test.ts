import { expect, test } from 'vitest'
import { ago, bytes, interval, measured, moment, number, percent, seconds, ticks } from './format'

test('numbers keep four digits, whole numbers all of theirs', () => {
  expect(number(0.123456)).toBe('0.1235')
  expect(number(12345678)).toBe('12,345,678')
  expect(number(4321.987)).toBe('4,322')
  expect(number(-1.5)).toBe('−1.5')
  expect(number(0.000012)).toBe('1.20e−5')
  expect(number(null)).toBe('–')
  expect(number(Number.NaN)).toBe('–')
  expect(number(Number.POSITIVE_INFINITY)).toBe('∞')
})

test('units are those people read', () => {
  expect(measured(0.0042, 's')).toBe('4.2 ms')
  expect(measured(12_300_000, 'B')).toBe('12.3 MB')
  expect(measured(41.2, '')).toBe('41.2')
  expect(seconds(75)).toBe('1 min 15 s')
  expect(seconds(2e-5)).toBe('20 µs')
  expect(bytes(999)).toBe('999 B')
  expect(percent(0.1234)).toBe('12.3%')
  expect(interval(1, 2)).toBe('1 … 2')
  expect(interval(null, 2)).toBe('')
})

test("moments are told in the reader's language", () => {
  const now = Date.parse('2026-11-21T12:00:00Z')
  expect(ago('2026-11-21T11:57:00Z', now, 'en')).toBe('3 minutes ago')
  expect(ago('2026-11-21T11:57:00Z', now, 'zh-TW')).toBe('3 分鐘前')
  expect(moment('not a time')).toBe('not a time')
  expect(moment(null)).toBe('–')
})

test('ticks are round and inside', () => {
  expect(ticks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  expect(ticks(3, 97, 4)).toEqual([20, 40, 60, 80])
  expect(ticks(5, 5)).toEqual([5])
})
