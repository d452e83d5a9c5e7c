import { expect, test } from 'vitest'
import { layout } from './layout'

test('what comes later stands further to the right', () => {
  const nodes = ['a', 'b', 'c'].map((id) => ({ id, width: 100, height: 40 }))
  const { positions } = layout({
    nodes,
    edges: [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'gone', to: 'c' },
    ],
  })
  const x = (id: string) => positions[id]?.x ?? NaN
  expect(x('a')).toBeLessThan(x('b'))
  expect(x('b')).toBeLessThan(x('c'))
})
