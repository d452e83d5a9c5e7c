import { bundles } from './bundles'
import { checking } from './checking'
import { data } from './data'
import { expressions } from './expressions'
import { importing } from './importing'
import { modeling } from './modeling'
import { pipelines } from './pipelines'
import { reasons } from './reasons'
import { scoping } from './scoping'
import { server } from './server'
import { serving } from './serving'
import { tensors } from './tensors'
import { training } from './training'
import { words as kinds } from './words'

/**
 * Failures of the server by their English form. `{0}` is a hole of the sentence; in Chinese, `{0}` is what stands in it, and `§0` the same
 * said in Chinese where it is a word that is known.
 */
export const failures: Record<string, string> = {
  ...bundles,
  ...checking,
  ...data,
  ...expressions,
  ...importing,
  ...modeling,
  ...pipelines,
  ...scoping,
  ...server,
  ...serving,
  ...tensors,
  ...training,
}

/** What stands inside them, said in Chinese by itself. */
const words: Record<string, string> = { ...reasons, ...kinds }

type Form = [pattern: RegExp, said: string, holes: number[]]

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function compiled(all: Record<string, string>): Form[] {
  return Object.entries(all)
    .map(([form, said]): [number, Form] => {
      const parts = form.split(/\{(\d)\}/)
      const literal = parts.filter((_, i) => i % 2 === 0)
      const length = literal.join('').length
      // a form of few words is one sentence; it would swallow the next one
      const hole = length < 24 ? `((?:(?![.?!] [A-Z'"])[^])*?)` : '([^]*?)'
      const pattern = new RegExp(`^${literal.map(escaped).join(hole)}$`)
      return [length, [pattern, said, parts.filter((_, i) => i % 2 === 1).map(Number)]]
    })
    .sort((a, b) => b[0] - a[0])
    .map(([, form]) => form)
}

let forms: Form[] | undefined
let inner: Form[] | undefined

const word = (text: string): string =>
  words[text] ??
  match((inner ??= compiled(Object.fromEntries(Object.entries(words).filter(([w]) => w.includes('{'))))), text) ??
  failure(text.trim()) ??
  text

function match(among: Form[], text: string): string | undefined {
  for (const [pattern, said, holes] of among) {
    const m = pattern.exec(text)
    if (m)
      return said.replace(/(§|\{)(\d)\}?/g, (_, how: string, n: string) => {
        const value = m[holes.indexOf(Number(n)) + 1] ?? ''
        return how === '§' ? word(value) : value
      })
  }
  return undefined
}

/** The sentence whose words fit most; a place in a file before it stays as it is. */
function whole(text: string): string | undefined {
  return match((forms ??= compiled(failures)), text)
}

/** A failure, or the remedy of one, in Chinese; undefined where its form is not known. */
export function failure(text: string): string | undefined {
  const placed = /^((?:[^\s:]+|.+?\.ya?ml)(?::\d+){0,2}): ([^]+)$/.exec(text)
  return (placed && whole(placed[2] ?? '') ? `${placed[1]}：${whole(placed[2] ?? '')}` : whole(text)) ?? sequence(text)
}

/** Several sentences in a row. */
function sequence(text: string): string | undefined {
  for (const m of text.matchAll(/[.?!] (?=[A-Z'"])/g)) {
    const first = whole(text.slice(0, m.index + 1))
    const rest = first && failure(text.slice(m.index + 2))
    if (rest) return first + rest
  }
  return undefined
}
