import { expect, test } from 'vitest'
import { backPath, board, forwardPath, placeOf } from './layout'

const ids = ['scope', 'data-define', 'data-label', 'model-train', 'model-errors', 'deploy', 'monitor']

test('no card lies on another or outside the board', () => {
  for (const [i, a] of ids.entries()) {
    const p = placeOf(a)
    expect(p.x).toBeGreaterThanOrEqual(0)
    expect(p.x + board.card.width).toBeLessThanOrEqual(board.width)
    expect(p.y + board.card.height).toBeLessThanOrEqual(board.height)
    for (const b of ids.slice(i + 1)) {
      const q = placeOf(b)
      expect(Math.abs(p.x - q.x) >= board.card.width || Math.abs(p.y - q.y) >= board.card.height, `${a} ${b}`).toBe(true)
    }
  }
})

test('every pair of themes can be joined, and labels of back edges stay on the board', () => {
  for (const a of ids)
    for (const b of ids)
      if (a !== b) {
        expect(forwardPath(a, b)).not.toContain('NaN')
        const { path, label } = backPath(a, b, 2)
        expect(path).not.toContain('NaN')
        expect(label.y).toBeGreaterThan(0)
        expect(label.y).toBeLessThan(board.height)
      }
})
