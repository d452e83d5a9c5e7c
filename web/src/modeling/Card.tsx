import { Fragment, type ReactNode } from 'react'
import { useWords } from '../shared/use'
import { blocks, type Block } from './markdown'

/** A model card, its fixed words in the reader's language. Only what cards use of Markdown; everything is text, nothing of it can become markup. */
export function Card({ text }: { text: string }) {
  const { carded } = useWords()
  return (
    <article className="card-words" style={{ maxWidth: '72ch' }}>
      {blocks(text).map((b, i) => (
        <Fragment key={i}>{show(b, carded)}</Fragment>
      ))}
    </article>
  )
}

function show(b: Block, carded: (text: string) => string): ReactNode {
  switch (b.kind) {
    case 'heading':
      return b.level === 1 ? (
        <h2 style={{ fontSize: '1.25rem' }}>{inline(b.text)}</h2>
      ) : b.level === 2 ? (
        <h3 style={{ fontSize: '1.05rem' }}>{inline(carded(b.text))}</h3>
      ) : (
        <h4>{inline(b.text)}</h4>
      )
    case 'list':
      return (
        <ul>
          {b.items.map((x, i) => (
            <li key={i}>{inline(carded(x))}</li>
          ))}
        </ul>
      )
    case 'code':
      return <pre className="log">{b.text}</pre>
    case 'table':
      return (
        <div className="scroll-x" tabIndex={0} role="group" aria-label={b.head.map(carded).join(', ')}>
          <table className="table">
            <thead>
              <tr>
                {b.head.map((h, i) => (
                  <th key={i} scope="col" className={isNumbers(b.rows, i) ? 'num' : undefined}>
                    {inline(carded(h))}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {b.rows.map((r, i) => (
                <tr key={i}>
                  {r.map((c, j) => (
                    <td key={j} className={isNumbers(b.rows, j) ? 'num' : undefined}>
                      {inline(fixed.includes(b.head[j] ?? '') ? carded(c) : c)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
    default:
      return <p>{inline(carded(b.text))}</p>
  }
}

function inline(text: string): ReactNode {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, i) => {
    if (part.startsWith('`') && part.endsWith('`') && part.length > 1) return <code key={i}>{part.slice(1, -1)}</code>
    if (part.startsWith('**') && part.endsWith('**') && part.length > 3) return <strong key={i}>{part.slice(2, -2)}</strong>
    return part
  })
}

/** Columns whose cells are the card's own words. */
const fixed = ['type', 'rows']

/** A column of numbers and intervals stands to the right. */
const isNumbers = (rows: string[][], column: number) =>
  rows.every((r) => /^[-−]?[\d.,]*( … [-−]?[\d.,]+)?( \(.*\))?$/.test(r[column] ?? ''))
