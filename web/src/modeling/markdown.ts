export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; head: string[]; rows: string[][] }

const cells = (line: string) =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((c) => c.trim())

/** The blocks of a model card: headings, paragraphs, lists, tables, code. */
export function blocks(source: string): Block[] {
  const lines = source.replace(/\r\n?/g, '\n').split('\n')
  const result: Block[] = []
  let i = 0
  const take = (test: (line: string) => boolean) => {
    const taken: string[] = []
    while (i < lines.length && test(lines[i] ?? '')) taken.push(lines[i++] ?? '')
    return taken
  }
  while (i < lines.length) {
    const line = lines[i] ?? ''
    const heading = /^(#{1,4})\s+(.*)$/.exec(line)
    if (line.trim() === '') i++
    else if (heading) {
      result.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' })
      i++
    } else if (line.startsWith('```')) {
      i++
      result.push({ kind: 'code', text: take((l) => !l.startsWith('```')).join('\n') })
      i++
    } else if (/^\s*[-*] /.test(line))
      result.push({ kind: 'list', items: take((l) => /^\s*[-*] /.test(l)).map((l) => l.replace(/^\s*[-*] /, '')) })
    else if (line.startsWith('|') && /^\|[\s:|-]+\|?\s*$/.test(lines[i + 1] ?? '')) {
      const [head = '', , ...rows] = take((l) => l.startsWith('|'))
      result.push({ kind: 'table', head: cells(head), rows: rows.map(cells) })
    } else {
      const text = take((l) => l.trim() !== '' && !/^(#{1,4}\s|```|\s*[-*] )/.test(l) && !(l.startsWith('|') && l !== line))
      result.push({ kind: 'text', text: text.join(' ') })
    }
  }
  return result
}
