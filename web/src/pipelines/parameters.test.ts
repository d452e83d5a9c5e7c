// @vitest-environment node
import { expect, test } from 'vitest'
import { byPath, lines } from './parameters'

test('a parameter with parts is told part by part, without what is empty', () => {
  const charter = { risk: 'low', people: { owner: 'a@b.tw', reviewers: [] }, deadline: null, requirements: ['mae <= 60', 'size <= 2 MB'] }
  expect(lines({ model: 'bike', charter, slices: ['season', 'weather'], seed: 7, quick: false })).toEqual([
    ['model', 'bike'],
    ['charter.risk', 'low'],
    ['charter.people.owner', 'a@b.tw'],
    ['charter.requirements', 'mae <= 60\nsize <= 2 MB'],
    ['slices', 'season, weather'],
    ['seed', '7'],
    ['quick', 'false'],
  ])
})

test('of two charters only the keys that differ are said to differ', () => {
  const rows = byPath([
    { name: 'charter', differs: true, values: ['{"risk":"low","target":"cnt"}', '{"risk":"high","target":"cnt"}'] },
    { name: 'seed', differs: true, values: ['7', null] },
    { name: 'costs', differs: true, values: ['{}', null] },
  ])
  expect(rows).toEqual([
    { name: 'charter.risk', differs: true, values: ['low', 'high'] },
    { name: 'charter.target', differs: false, values: ['cnt', 'cnt'] },
    { name: 'seed', differs: true, values: ['7', null] },
  ])
})
