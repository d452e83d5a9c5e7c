import type { ReactNode } from 'react'
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

/** A plain table for lists that are short: heading cells with scope, numbers to the right. On a phone each row stands as a card of its own. */
export function PlainTable<T>({
  rows,
  columns,
  id,
  label,
}: {
  rows: T[]
  columns: Column<T>[]
  id: (row: T, i: number) => string
  label: string
}) {
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
                <th key={c.key} scope="col" role="columnheader" className={classOf(c)}>
                  {c.head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((r, i) => (
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
    </div>
  )
}

// one box for whatever a cell holds, so that a card can set it beside its heading
const Cell = ({ children }: { children: ReactNode }) =>
  children === null || children === undefined || children === '' || children === false ? null : <div>{children}</div>

/** Fetches what follows when asked. */
export function More({ query }: { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  const { t } = useWords()
  return query.hasNextPage ? (
    <button type="button" className="panel more" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {query.isFetchingNextPage ? t('waiting') : t('do.more')}
    </button>
  ) : null
}
