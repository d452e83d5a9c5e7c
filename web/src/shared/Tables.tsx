import { useState, type ReactNode } from 'react'
import { useWords } from './use'

export interface Column<T> {
  key: string
  head: ReactNode
  cell: (row: T) => ReactNode
  num?: boolean
  /** A sentence: it gets the room that is left. */
  text?: boolean
}

const classOf = <T,>(c: Column<T>) => (c.num ? 'num' : c.text ? 'text' : undefined)

// a heading that names a version may take two lines
const isLong = (head: ReactNode) => typeof head === 'string' && head.includes('@')

/** A plain table for lists that are short: heading cells with scope, numbers to the right. On a phone each row stands as a card of its own. */
export function PlainTable<T>({
  rows,
  columns,
  id,
  label,
  few,
}: {
  rows: T[]
  columns: Column<T>[]
  id: (row: T, i: number) => string
  label: string
  /** So many rows at first, where there may be a thousand. */
  few?: number
}) {
  const [shown, more] = useFew(rows, few)
  // the roles are said aloud, because a card's display would take them away
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
      <table className="table cards" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((c) =>
              c.head === '' ? (
                <td key={c.key} role="cell" />
              ) : (
                <th
                  key={c.key}
                  scope="col"
                  role="columnheader"
                  className={classOf(c)}
                  style={isLong(c.head) ? { whiteSpace: 'normal', minWidth: '6rem' } : undefined}
                >
                  {c.head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((r, i) => (
            <tr key={id(r, i)} role="row">
              {columns.map((c) => (
                <td key={c.key} role="cell" className={classOf(c)} data-label={typeof c.head === 'string' ? c.head : undefined}>
                  <Cell>{c.cell(r)}</Cell>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </div>
  )
}

// one box for whatever a cell holds, so that a card can set it beside its heading
const Cell = ({ children }: { children: ReactNode }) =>
  children === null || children === undefined || children === '' || children === false ? null : <div>{children}</div>

/** The first of many things, and a button that brings more of them; none where all are there. */
export function useFew<T>(items: T[], step = Infinity): [shown: T[], more: ReactNode] {
  const { t, count } = useWords()
  const [most, setMost] = useState(step)
  if (items.length <= most) return [items, null]
  return [
    items.slice(0, most),
    <button key="more" type="button" className="panel more" onClick={() => setMost(most + 5 * step)}>
      {t('do.more.of', { shown: count(most), all: count(items.length) })}
    </button>,
  ]
}

/** Fetches what follows when asked. */
export function More({ query }: { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  const { t } = useWords()
  return query.hasNextPage ? (
    <button type="button" className="panel more" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {query.isFetchingNextPage ? t('waiting') : t('do.more')}
    </button>
  ) : null
}
