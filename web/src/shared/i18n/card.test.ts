// @vitest-environment node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'

vi.stubGlobal('document', { documentElement: {} })
const { carded, learn, speak } = await import('./index')

beforeAll(async () => {
  await speak('zh-TW')
  await learn()
})

const source = readFileSync(join(import.meta.dirname, '../../../../src/Rondo.Modeling/Registry/ModelCard.cs'), 'utf8')

test('every heading and label of a model card is said in Chinese', () => {
  const headings = [...source.matchAll(/## ([A-Z][\w ]+?)\\n/g)].map((m) => m[1] ?? '')
  const labels = [...source.matchAll(/Line\("([^"]+)"/g)].map((m) =>
    m[1] === 'It predicts' ? 'It predicts: hum (binary)' : `${m[1]}: hum`,
  )
  const heads = [...source.matchAll(/\| ([a-z][a-z |]+) \|/g)].flatMap((m) => (m[1] ?? '').split(' | '))
  expect(headings.length).toBe(5)
  expect(labels.length).toBe(8)
  expect(heads).toContain('range or values')
  for (const text of [...headings, ...labels, ...heads]) expect(carded(text), text).toMatch(/[一-龥]/)
})

test('the sentences of a model card are said in Chinese, with their names and numbers', () => {
  for (const [english, chinese] of [
    [
      'On the test part, 182 rows. Intervals: 95 % by the percentile bootstrap, 1000 resamples of 26 stretches of time. Baseline: seasonal-naive (same time one week before).',
      '在測試集上量測，共 182 列。信賴區間：95 % 百分位自助法，重抽 1000 次，每次 26 段時間。基準：seasonal-naive（前一週的同一時間）。',
    ],
    [
      'xgboost, 204 rounds, seed 7; chosen by mae on 1664 validation rows; learned from 12000 rows.',
      'xgboost，204 輪，隨機種子 7；以驗證集 1664 列的 mae 挑選；從 12000 列學習。',
    ],
    [
      'The graph was compared with training on 64 rows: largest difference 1.2E-006.',
      '計算圖與訓練結果在 64 列上比對過：最大差異 1.2E-006。',
    ],
    [
      'xgboost, logarithm of the target, 79 rounds, seed 1; chosen by mae on 1751 validation rows; learned from 12263 rows.',
      'xgboost（取目標的對數），79 輪，隨機種子 1；以驗證集 1751 列的 mae 挑選；從 12263 列學習。',
    ],
    ['What it looks at most: hour 53%, temp 20%.', '最看重的欄位：hour 53%, temp 20%。'],
    ['Outside the ranges above it has seen nothing.', '超出上述範圍的資料，它從未見過。'],
    ['A text it never met counts as unknown, not as an error.', '沒見過的文字會當作未知，不算錯誤。'],
    ['Not used: note (text that hardly ever repeats).', '未使用：note（幾乎不重複的文字）。'],
    ['12 (too few to judge)', '12（太少，無法評判）'],
  ])
    expect(carded(english ?? '')).toBe(chinese)
})
