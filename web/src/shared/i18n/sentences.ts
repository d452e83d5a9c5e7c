import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A literal of the C# source, its holes numbered: `There is no model '{0}'.` */
export interface Sentence {
  file: string
  line: number
  text: string
}

/**
 * Every literal of C# source that is a sentence for people: begins large or with a hole, has a space, and ends like a sentence.
 * Comments, attributes, and sentences that are thrown at programmers are left out.
 */
export function sentences(source: string, file: string): Sentence[] {
  const found: Sentence[] = []
  scan(source, 0, false, (text, at) => {
    const line = source.slice(0, at).split('\n').length
    const before = source.slice(source.lastIndexOf('\n', at) + 1, at)
    if (!isSentence(text) || /Description\($|Summary\(|new \w*Exception\($|^\s*\/\//.test(before)) return
    found.push({ file, line, text })
  })
  return found
}

// SQL begins with two words in capitals
export const isSentence = (text: string): boolean =>
  /^(?:[A-Z'"]|\{\d|[a-z]+\.[a-z{]|slice\()/.test(text) &&
  !/^[A-Z_]{3,}[ (]/.test(text) &&
  /[a-z]{2}.* |^[A-Z].* /.test(text) &&
  /[.?!…:}]$/.test(text)

/** The literals of C#, in order; answers where the scan ended. In a hole, the scan ends at its brace. */
function scan(s: string, from: number, hole: boolean, found: (text: string, at: number) => void): number {
  let depth = 0
  let i = from
  while (i < s.length) {
    const c = s[i]
    if (s.startsWith('//', i)) i = upTo(s, '\n', i)
    else if (s.startsWith('/*', i)) i = upTo(s, '*/', i + 2) + 2
    else if (c === "'") i += s[i + 1] === '\\' ? s.indexOf("'", i + 3) - i + 1 : 3
    else if (c === '"' || ((c === '$' || c === '@') && /^[$@]+"/.test(s.slice(i, i + 6)))) i = literal(s, i, found)
    else if (hole && depth === 0 && (c === '}' || (c === ':' && s[i + 1] !== ':' && !/\?[^:]*$/.test(s.slice(from, i))))) return i
    else {
      if (c === '{' || c === '(' || c === '[') depth++
      if (c === '}' || c === ')' || c === ']') depth--
      i++
    }
  }
  return i
}

const upTo = (s: string, what: string, from: number) => (s.includes(what, from) ? s.indexOf(what, from) : s.length)

function literal(s: string, at: number, found: (text: string, at: number) => void): number {
  const [prefix = ''] = /^[$@]*/.exec(s.slice(at, at + 6)) ?? []
  let i = at + prefix.length
  const quotes = (/^"{3,}/.exec(s.slice(i, i + 8)) ?? ['"'])[0]
  i += quotes.length
  const verbatim = prefix.includes('@')
  const holes = prefix.includes('$')
  let text = ''
  let n = 0
  while (i < s.length) {
    if (quotes.length > 2 ? s.startsWith(quotes, i) : s[i] === '"' && !(verbatim && s[i + 1] === '"')) break
    if (quotes.length < 3 && !verbatim && s[i] === '\\') {
      text += s[i + 1] === 'n' ? '\n' : (s[i + 1] ?? '')
      i += 2
    } else if (verbatim && s[i] === '"') {
      text += '"'
      i += 2
    } else if (holes && (s.startsWith('{{', i) || s.startsWith('}}', i))) {
      text += s[i]
      i += 2
    } else if (holes && s[i] === '{') {
      i = scan(s, i + 1, true, found)
      while (s[i] !== '}') i++
      i++
      text += `{${n++}}`
    } else text += s[i++]
  }
  found(text, at)
  return i + quotes.length
}

/** The sentences of the files below a folder whose paths are wanted. */
export function sentencesBelow(root: string, wanted: (path: string) => boolean): Sentence[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.cs') && !/(^|\/)(bin|obj)\//.test(f) && wanted(f))
    .sort()
    .flatMap((f) => sentences(readFileSync(join(root, f), 'utf8'), f))
}
