import { expect, test } from 'vitest'
import { layout, path } from './layout'

const box = (id: string) => ({ id, width: 100, height: 40 })
const chain = [
  { from: 'a', to: 'b' },
  { from: 'b', to: 'c' },
]

test('what comes later stands further to the right', () => {
  const { positions } = layout({ nodes: ['a', 'b', 'c'].map(box), edges: [...chain, { from: 'gone', to: 'c' }] })
  const x = (id: string) => positions[id]?.x ?? NaN
  expect(x('a')).toBeLessThan(x('b'))
  expect(x('b')).toBeLessThan(x('c'))
})

test('on a phone it stands further down', () => {
  const { positions } = layout({ nodes: ['a', 'b', 'c'].map(box), edges: chain, down: true })
  const y = (id: string) => positions[id]?.y ?? NaN
  expect(y('a')).toBeLessThan(y('b'))
  expect(y('b')).toBeLessThan(y('c'))
})

test('an edge that skips a layer goes around the boxes between its ends', () => {
  const { positions, bends } = layout({ nodes: ['a', 'b', 'c'].map(box), edges: [...chain, { from: 'a', to: 'c' }] })
  const b = positions.b ?? { x: 0, y: 0 }
  const beside = (bends['a→c'] ?? []).filter((p) => p.x > b.x && p.x < b.x + 100)
  expect(beside.length).toBeGreaterThan(0)
  beside.forEach((p) => expect(p.y < b.y || p.y > b.y + 40).toBe(true))
})

test('a line begins and ends where its boxes are', () => {
  const bends = [1, 2, 3].map((i) => ({ x: i * 10, y: 5 }))
  expect(path({ x: 0, y: 0 }, bends, { x: 40, y: 0 })).toMatch(/^M0 0Q.* 40 0$/)
  expect(path({ x: 0, y: 0 }, [], { x: 40, y: 8 })).toMatch(/^M0 0C.* 40 8$/)
})
