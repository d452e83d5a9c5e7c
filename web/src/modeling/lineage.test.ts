import { expect, test } from 'vitest'
import { gather, type Gathered, type LineageNode } from './lineage'

const node = (id: string, kind = 'file'): LineageNode => ({ id, name: id, kind, run: null, step: null, user: null, at: null, commit: null })
const files = ['f1', 'f2', 'f3', 'f4', 'f5']

test('many files that became one table are one box with one edge', () => {
  const drawn = gather({
    nodes: [node('model', 'model'), node('table', 'table'), ...files.map((f) => node(f))],
    edges: [{ from: 'table', to: 'model' }, ...files.map((f) => ({ from: f, to: 'table' }))],
  })
  const box = drawn.nodes.find((n): n is Gathered => 'members' in n)
  expect(box?.members.map((m) => m.id)).toEqual(files)
  expect(drawn.nodes).toHaveLength(3)
  expect(drawn.edges).toEqual([
    { from: 'table', to: 'model' },
    { from: box?.id, to: 'table' },
  ])
})

test('what is used twice, or was made by something, stands for itself', () => {
  const lineage = {
    nodes: [node('a'), node('b'), ...files.slice(0, 3).map((f) => node(f))],
    edges: [{ from: 'a', to: 'b' }, ...files.slice(0, 3).map((f) => ({ from: f, to: 'b' }))],
  }
  expect(gather({ ...lineage, edges: [...lineage.edges, { from: 'a', to: 'c' }] }).nodes).toEqual(lineage.nodes)
})
