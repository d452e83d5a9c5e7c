import { expect, test } from 'vitest'
import { blocks } from './markdown'

test('a card is cut into its blocks', () => {
  expect(blocks('# Title\n\nOne\ntwo.\n\n- a\n- b\n\n| m | v |\n|---|--:|\n| mae | 41 |\n\n```\ncode | here\n```\n')).toEqual([
    { kind: 'heading', level: 1, text: 'Title' },
    { kind: 'text', text: 'One two.' },
    { kind: 'list', items: ['a', 'b'] },
    { kind: 'table', head: ['m', 'v'], rows: [['mae', '41']] },
    { kind: 'code', text: 'code | here' },
  ])
})

test('text that looks like markup stays text, and nothing loops', () => {
  expect(blocks('<script>alert(1)</script>')).toEqual([{ kind: 'text', text: '<script>alert(1)</script>' }])
  expect(blocks('| no table')).toEqual([{ kind: 'text', text: '| no table' }])
  expect(blocks('```\nnever closed')).toEqual([{ kind: 'code', text: 'never closed' }])
})
